import type { TokenPolicy } from "../contract/tokens.ts";
import type { SiteFacts, TextFile } from "./integration.ts";
import { madeBy } from "./made-by.ts";
import { yamlText } from "./yaml-quoting.ts";

/** Where the app finds its files. */
export const KUBERNETES_FOLDER = "/run/sikkerkey";

/**
 * A Deployment to take parts from: an init container with nothing but the script, a volume in memory that both containers
 * share, and NAME_FILE for each variable of the token. Both run as one user, who alone may read the files.
 */
export function deployment(policy: TokenPolicy, site: SiteFacts): TextFile {
  const names = [...new Set(policy.secrets.flatMap(({ variables }) => variables))].sort();
  const load = "/etc/sikkerkey-init/sikkerkey-init.sh";
  const body = yamlText(
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "your-app" },
      spec: {
        selector: { matchLabels: { app: "your-app" } },
        template: {
          metadata: { labels: { app: "your-app" } },
          spec: {
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              seccompProfile: { type: "RuntimeDefault" },
            },
            initContainers: [
              {
                name: "sikkerkey",
                image: "node:20-alpine",
                command: ["sh", load, "--into", KUBERNETES_FOLDER],
                env: [
                  {
                    name: "SIKKERKEY_ENROLLMENT_TOKEN",
                    valueFrom: { secretKeyRef: { name: "sikkerkey-enrollment", key: "token" } },
                  },
                ],
                securityContext: LOCKED,
                volumeMounts: [
                  { name: "sikkerkey-init", mountPath: "/etc/sikkerkey-init", readOnly: true },
                  { name: "sikkerkey-work", mountPath: "/tmp" },
                  { name: "secrets", mountPath: KUBERNETES_FOLDER },
                ],
              },
            ],
            containers: [
              {
                name: "app",
                image: "your-image",
                env: names.map((name) => ({ name: `${name}_FILE`, value: `${KUBERNETES_FOLDER}/${name}` })),
                securityContext: LOCKED,
                volumeMounts: [{ name: "secrets", mountPath: KUBERNETES_FOLDER, readOnly: true }],
              },
            ],
            volumes: [
              { name: "sikkerkey-init", configMap: { name: "sikkerkey-init" } },
              { name: "sikkerkey-work", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
              { name: "secrets", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } },
            ],
          },
        },
      },
    },
    new Map([
      [load, " Enrolls this pod as a machine of its own, writes the files and forgets its key."],
      [
        "your-image",
        " The app reads files: a value never is in its environment, where other processes may look.",
      ],
    ]),
  );
  return {
    path: "deployment.yaml",
    language: "yaml",
    content: madeBy(policy, site, "the Secret sikkerkey-enrollment") + body,
  };
}

const LOCKED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
