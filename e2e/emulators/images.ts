/**
 * The shells a job may meet. Bitbucket starts bash when the image has one, else /bin/sh; self-hosted and emulated runners
 * are also seen to use `bash -i`. What `sh` is differs: dash on Debian, BusyBox ash on Alpine, bash on Red Hat's.
 * Sources: support.atlassian.com "Pipelines: use Docker images as build environments"; observed `$0` of running steps.
 */
export type Image = {
  readonly title: string;
  /** Starts the step's script; the first word is looked up on this machine. */
  readonly shell: readonly string[];
  /** What a line of it writes a variable with, byte for byte and without a process. */
  readonly print?: string;
  /** What `sh` is inside the image. */
  readonly sh: "dash" | "bash" | "busybox";
  /** Tools on PATH; BusyBox's own where `sh` is BusyBox. */
  readonly tools: readonly string[];
};

const BASE =
  "cat chmod cp cut date dirname env grep head id ls mkdir mktemp mv readlink rm rmdir sed sleep sort tar touch tr uname wc";
const base = BASE.split(" ");

export const IMAGES = {
  bash: {
    title: "bash",
    shell: ["bash"],
    sh: "dash",
    tools: [...base, "bash", "node", "npm", "curl", "wget"],
  },
  interactiveBash: {
    title: "bash -i",
    shell: ["bash", "-i"],
    sh: "dash",
    tools: [...base, "bash", "node", "npm", "curl"],
  },
  dash: { title: "sh is dash", shell: ["dash"], sh: "dash", tools: [...base, "node", "npm", "wget"] },
  ash: {
    title: "sh is BusyBox ash",
    shell: ["busybox", "sh"],
    sh: "busybox",
    tools: [...base, "node", "npm", "wget"],
  },
  redHat: {
    title: "bash where sh is bash",
    shell: ["bash"],
    sh: "bash",
    tools: [...base, "bash", "node", "npm", "curl"],
  },
  posixBash: {
    title: "bash --posix",
    shell: ["bash", "--posix"],
    sh: "bash",
    tools: [...base, "bash", "node", "npm", "curl"],
  },
  zsh: {
    title: "zsh",
    shell: ["zsh", "-f"],
    sh: "dash",
    tools: [...base, "bash", "zsh", "node", "npm", "curl"],
  },
  mksh: {
    title: "mksh",
    shell: ["mksh"],
    sh: "dash",
    // Its printf is a program, whose arguments anybody could see.
    print: "\\print -rn --",
    tools: [...base, "bash", "printf", "node", "npm", "curl"],
  },
  ksh: { title: "ksh93", shell: ["ksh93"], sh: "dash", tools: [...base, "bash", "node", "npm", "curl"] },
} as const satisfies Record<string, Image>;

/** The four that every delivery promise is shown in. */
export const STEP_SHELLS: readonly Image[] = [IMAGES.bash, IMAGES.interactiveBash, IMAGES.dash, IMAGES.ash];
