import type { TokenPolicy } from "../contract/tokens.ts";
import type { Integration, SiteFacts, TextFile } from "./integration.ts";
import { deployment } from "./kubernetes-deployment.ts";
import { KUBERNETES_GUIDE } from "./kubernetes-guide.ts";
import { madeBy } from "./made-by.ts";
import type { ScriptEdge } from "./script/edge.ts";
import { initScript } from "./script/init-script.ts";
import { yamlText } from "./yaml-quoting.ts";

const EDGE: ScriptEdge = {
  title: "Kubernetes",
  missingToken: [
    "SIKKERKEY_ENROLLMENT_TOKEN is not set in this container. Keep it in the Secret sikkerkey-enrollment, under the key token, and",
    "let the init container take it from there.",
  ],
  holder: "the value in the Secret",
  cloneVariable: "SIKKERKEY_NOWHERE",
  runVariable: null,
  machineName: { word: "pod", repository: "HOSTNAME", build: "SIKKERKEY_NOTHING" },
  handover: "file",
};

export const kubernetes: Integration = {
  id: "kubernetes",
  title: EDGE.title,
  summary: "An init container writes the secrets as files into a volume in memory, for each pod anew.",
  guide: KUBERNETES_GUIDE,
  render: (policy, site) => [configMap(policy, site), deployment(policy, site)],
};

function configMap(policy: TokenPolicy, site: SiteFacts): TextFile {
  const body = yamlText({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "sikkerkey-init" },
    data: { "sikkerkey-init.sh": initScript(policy, site, EDGE) },
  });
  return {
    path: "sikkerkey-init.yaml",
    language: "yaml",
    content: madeBy(policy, site, "the Secret sikkerkey-enrollment") + body,
  };
}
