import { parse } from "yaml";

export type Mount = { readonly name: string; readonly path: string };
export type Container = {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Variables that come from the Secret. */
  readonly secretEnv: readonly string[];
  readonly mounts: readonly Mount[];
};
export type Pod = {
  readonly initContainers: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly { readonly name: string; readonly configMap?: string }[];
};

/** The pod of a Deployment, or an error where the API server or our own promises would refuse it. */
export function podOf(yaml: string): Pod {
  const deployment = parse(yaml);
  const { template, selector } = deployment.spec;
  demand(deployment.apiVersion === "apps/v1" && deployment.kind === "Deployment", "It is no Deployment");
  demand(selector.matchLabels.app === template.metadata.labels.app, "The selector matches another pod");
  const { spec } = template;
  demand(spec.securityContext.runAsNonRoot === true, "The pod may run as root");
  demand(spec.automountServiceAccountToken === false, "The pod gets a token of the cluster");
  const volumes = [...spec.volumes].map((volume) => {
    demand(
      volume.configMap !== undefined || volume.emptyDir.medium === "Memory",
      `${volume.name} is on a disk`,
    );
    return { name: text(volume.name), ...(volume.configMap && { configMap: text(volume.configMap.name) }) };
  });
  const known = new Set(volumes.map(({ name }) => name));
  const container = (one: ReturnType<typeof parse>): Container => {
    demand(one.securityContext.readOnlyRootFilesystem === true, `${one.name} may write elsewhere`);
    const env = [...(one.env ?? [])];
    return {
      command: [...(one.command ?? [])].map(text),
      env: Object.fromEntries(
        env.filter(({ value }) => value !== undefined).map(({ name, value }) => [text(name), text(value)]),
      ),
      secretEnv: env
        .filter(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined)
        .map(({ name }) => text(name)),
      mounts: [...one.volumeMounts].map(({ name, mountPath }) => {
        demand(known.has(name), `No volume is called ${name}`);
        return { name: text(name), path: text(mountPath) };
      }),
    };
  };
  return {
    initContainers: [...spec.initContainers].map(container),
    containers: [...spec.containers].map(container),
    volumes,
  };
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** The API server takes strings only where it asks for strings; a number or a truth value is refused. */
function text(value: unknown): string {
  if (typeof value !== "string") throw new Error(`${JSON.stringify(value)} is not text`);
  return value;
}
