import type { TokenPolicy } from "../contract/tokens.ts";
import type { Integration, SiteFacts, TextFile } from "./integration.ts";
import { JENKINS_GUIDE } from "./jenkins-guide.ts";
import { madeBy } from "./made-by.ts";
import type { ScriptEdge } from "./script/edge.ts";
import { initScript } from "./script/init-script.ts";

const EDGE: ScriptEdge = {
  title: "Jenkins",
  missingToken: [
    "SIKKERKEY_ENROLLMENT_TOKEN is not set in this step. Add it under Manage Jenkins, Credentials, as secret text with the id",
    "sikkerkey-enrollment-token, and keep this line inside withCredentials.",
  ],
  holder: "the credential",
  cloneVariable: "WORKSPACE",
  runVariable: "BUILD_TAG",
  machineName: { word: "jenkins", repository: "JOB_NAME", build: "BUILD_NUMBER" },
  handover: "file",
};

export const jenkins: Integration = {
  id: "jenkins",
  title: EDGE.title,
  summary: "Declarative pipelines: an ephemeral machine for each sh step, and its secrets in that step.",
  guide: JENKINS_GUIDE,
  render: (policy, site) => [
    { path: "sikkerkey-init.sh", language: "sh", content: initScript(policy, site, EDGE) },
    jenkinsfile(policy, site),
  ],
};

/** Nothing is filled in below the first lines, so that no text of anybody's is read as Groovy. */
function jenkinsfile(policy: TokenPolicy, site: SiteFacts): TextFile {
  const body = `pipeline {
  agent any
  stages {
    stage('Deploy') {
      steps {
        withCredentials([string(credentialsId: 'sikkerkey-enrollment-token', variable: 'SIKKERKEY_ENROLLMENT_TOKEN')]) {
          // One sh step is one shell: the leading dot exports into it, and the next sh step knows nothing of it.
          // Single quotes, so that Groovy fills nothing in.
          sh '''
            . ./sikkerkey-init.sh
            ./your-deploy-command.sh
          '''
        }
      }
    }
  }
}
`;
  const made = madeBy(policy, site, "the credential sikkerkey-enrollment-token", "//");
  return { path: "Jenkinsfile", language: "groovy", content: made + body };
}
