import { expect, test } from "vitest";
import { refusedName } from "./refused-names.ts";
import { nameProblem } from "./secret-name.ts";

// Written from what each program's own manual says it obeys, not from our list.
const TAKES_OVER = {
  "a shell":
    "PATH HOME SHELL IFS ENV BASH_ENV SHELLOPTS BASHOPTS CDPATH GLOBIGNORE PS4 PROMPT_COMMAND HISTFILE FPATH ZDOTDIR OPTIND PWD OLDPWD POSIXLY_CORRECT BASH_FUNC_ls BASH_XTRACEFD BASH_LOADABLES_PATH INPUTRC TMOUT",
  "the loader":
    "LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT DYLD_INSERT_LIBRARIES DYLD_LIBRARY_PATH GCONV_PATH GLIBC_TUNABLES MALLOC_PERTURB_ LOCPATH NLSPATH",
  "Node and its package managers":
    "NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NODE_REPL_EXTERNAL_MODULE NODE_V8_COVERAGE npm_config_registry npm_config_script_shell npm_package_json npm_lifecycle_event YARN_RC_FILENAME PNPM_HOME COREPACK_NPM_REGISTRY BUN_INSTALL DENO_DIR",
  "other languages":
    "PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONINSPECT PYTHONWARNINGS PYTHONUSERBASE PYTHONBREAKPOINT PIP_INDEX_URL POETRY_HOME UV_INDEX_URL CONDA_PREFIX PERL5OPT PERL5LIB PERL5DB PERLLIB RUBYOPT RUBYLIB GEM_HOME GEM_PATH BUNDLE_GEMFILE JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS JAVA_HOME CLASSPATH MAVEN_OPTS MAVEN_ARGS GRADLE_OPTS SBT_OPTS ANT_OPTS GOFLAGS GOPROXY GONOSUMDB GOINSECURE GOPRIVATE GOROOT GOPATH GOENV RUSTC_WRAPPER RUSTFLAGS CARGO_HOME CARGO_BUILD_RUSTC_WRAPPER DOTNET_STARTUP_HOOKS DOTNET_ADDITIONAL_DEPS CORECLR_PROFILER_PATH COR_PROFILER COMPlus_Profiler PHPRC PHP_INI_SCAN_DIR LUA_INIT LUA_PATH ERL_FLAGS ERL_LIBS JULIA_LOAD_PATH R_PROFILE TCLLIBPATH GUILE_LOAD_PATH",
  "a build":
    "MAKEFLAGS MAKEFILES GNUMAKEFLAGS CC CXX LD AR CFLAGS LDFLAGS CPATH C_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH GCC_EXEC_PREFIX PKG_CONFIG_PATH CMAKE_TOOLCHAIN_FILE",
  "the network and its trust":
    "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy SSL_CERT_FILE SSL_CERT_DIR SSLKEYLOGFILE OPENSSL_CONF OPENSSL_MODULES CURL_CA_BUNDLE CURL_HOME REQUESTS_CA_BUNDLE AWS_CA_BUNDLE WGETRC HOSTALIASES LOCALDOMAIN RES_OPTIONS",
  "tools that run other programs":
    "GIT_SSH_COMMAND GIT_ASKPASS GIT_CONFIG_GLOBAL GIT_EXEC_PATH SSH_ASKPASS SSH_AUTH_SOCK SUDO_ASKPASS EDITOR VISUAL PAGER MANPAGER LESSOPEN BROWSER DOCKER_HOST DOCKER_CONFIG BUILDKIT_HOST KUBECONFIG HELM_PLUGINS TF_CLI_CONFIG_FILE ANSIBLE_CONFIG AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE CLOUDSDK_CONFIG GNUPGHOME XDG_CONFIG_HOME TMPDIR",
  "a runner, or us":
    "CI GITHUB_TOKEN GITHUB_ENV GITHUB_PATH RUNNER_TEMP ACTIONS_RUNTIME_TOKEN INPUT_TOKEN CI_JOB_TOKEN GITLAB_USER_ID BITBUCKET_CLONE_DIR CIRCLE_WORKING_DIRECTORY JENKINS_URL BUILDKITE_AGENT_ACCESS_TOKEN SIKKERKEY_ENROLLMENT_TOKEN SIKKERKEY_HOME",
} as const;

const names = Object.values(TAKES_OVER).flatMap((line) => line.split(" "));

test("the list is of 160 names and more, each once (AT-59)", () => {
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(160);
});

test.each(Object.entries(TAKES_OVER))(
  "no name that takes over %s is accepted, however it is written (AT-59)",
  (_, line) => {
    const accepted = line
      .split(" ")
      .flatMap((name) => [name, name.toUpperCase(), name.toLowerCase()])
      .filter((name) => refusedName(name) === null);
    expect(accepted).toEqual([]);
  },
);

test("saving refuses them with a reason, also as they become a variable only by their spelling or a field (AT-59)", () => {
  expect(names.filter((name) => nameProblem(name) === null)).toEqual([]);
  for (const name of ["ld-preload", "Bash Env", "node.options", "git ssh command"])
    expect([name, nameProblem(name)]).toEqual([name, expect.stringMatching(/^Choose another name: /)]);
  expect(nameProblem("NODE", ["options"])).toMatch(/^Choose another name: NODE_OPTIONS /);
});

test.each([
  "DATABASE_URL",
  "API_KEY",
  "STRIPE_SECRET",
  "AWS_SECRET_ACCESS_KEY",
  "PATHS",
  "MY_PATH",
  "HOMEPAGE",
  "LOGIN",
  "CIPHER",
])("%s is an ordinary name", (name) => expect(nameProblem(name)).toBeNull());
