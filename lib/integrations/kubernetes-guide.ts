import { everyTroubleshooting } from "./every-guide.ts";
import type { Guide } from "./integration.ts";

/** What the dialog and the documentation say about Kubernetes. */
export const KUBERNETES_GUIDE: Guide = {
  prerequisites: [
    "An enrollment token scoped to the projects and secrets the app needs, with a use for each start of a pod",
    "Leave to create a Secret, a ConfigMap and a Deployment in the namespace",
    "A cluster that reaches this server",
  ],
  whereTheTokenGoes: [
    "Into a Secret named sikkerkey-enrollment, under the key token. The line below asks for it in bash or zsh and puts it on no command line.",
    "Apply sikkerkey-init.yaml, and take the init container, the volumes and the env lines of deployment.yaml into your own manifest.",
  ],
  storeLine:
    'read -rs TOKEN && printf %s "$TOKEN" | kubectl create secret generic sikkerkey-enrollment --from-file=token=/dev/stdin; unset TOKEN',
  variableSettings: [
    { setting: "Secret", value: "sikkerkey-enrollment" },
    { setting: "Key", value: "token" },
    { setting: "Read by", value: "the init container only" },
  ],
  masking:
    "Kubernetes hides nothing in the logs of a container. The values are files in memory and in no environment; the init container prints names only.",
  waysToCall: [
    {
      line: "sh sikkerkey-init.sh --into /run/sikkerkey",
      does: "Writes each value to a file of its own, readable by this user only, and ends; NAME_FILE of the app names it.",
    },
    {
      line: "sh sikkerkey-init.sh --redact -- node app.js",
      does: "As a container's command, without an init container: starts the app through “sikkerkey run --redact”, with variables, and hides the values in what it prints.",
    },
  ],
  troubleshooting: [
    {
      title: "Init:CrashLoopBackOff",
      remedy:
        "kubectl logs POD -c sikkerkey shows the reason in one sentence. Each try that enrolls takes one use of the token.",
    },
    {
      title: "Permission denied when the app reads a file",
      remedy:
        "The files belong to the user of the init container. Give both containers the same runAsUser; a folder group alone is not enough.",
    },
    {
      title: "A secret was changed and the app still has the old value",
      remedy:
        "Files are written when a pod starts. Roll the Deployment (kubectl rollout restart), or read with the SDK, which asks again.",
    },
    {
      title: "No space left on device",
      remedy:
        "The volumes hold 16 MiB and 64 MiB. Raise sizeLimit; memory counts towards the limits of the pod.",
    },
    ...everyTroubleshooting("the Secret sikkerkey-enrollment").slice(2),
  ],
};
