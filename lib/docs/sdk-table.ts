/** What the package declares, in the words of the reference page. A test compares the names with the declared types. */
export const SDK_MEMBERS = [
  {
    member: "create",
    call: "SikkerKey.create(vaultOrPath?, options?)",
    gives:
      "A client. Without arguments it uses `SIKKERKEY_IDENTITY`, else the only vault of this computer. `new SikkerKey(…)` is the same.",
  },
  {
    member: "bootstrap",
    call: "SikkerKey.bootstrap(vaultId, token, options?).inMemory()",
    gives: "A client whose machine is made now, in memory, with an enrollment token.",
  },
  {
    member: "listVaults",
    call: "SikkerKey.listVaults()",
    gives: "Ids of the vaults this computer has an identity for.",
  },
  { member: "getSecret", call: "getSecret(id)", gives: "The value; of a structured secret its JSON text." },
  { member: "getFields", call: "getFields(id)", gives: "All fields of a structured secret." },
  { member: "getField", call: "getField(id, field)", gives: "One field." },
  { member: "listSecrets", call: "listSecrets()", gives: "What the machine may read, without values." },
  {
    member: "listSecretsByProject",
    call: "listSecretsByProject(projectId)",
    gives: "The same of one project.",
  },
  {
    member: "export",
    call: "export(projectId?)",
    gives: "Values by variable name: `Database` with a field `host` is `DATABASE_HOST`. All or nothing.",
  },
  {
    member: "exportSecrets",
    call: "exportSecrets(projectId?)",
    gives: "The same values as a list, under their own names.",
  },
  {
    member: "enableCache",
    call: "enableCache(options?)",
    gives:
      "Keeps what is read, encrypted, and answers from it while the server is away. Gives the client itself.",
  },
  {
    member: "watch",
    call: "watch(id, callback)",
    gives: "Calls back when the secret changes, is deleted or withdrawn.",
  },
  { member: "unwatch", call: "unwatch(id)", gives: "Ends every watch of this secret." },
  {
    member: "setPollInterval",
    call: "setPollInterval(seconds)",
    gives: "How often it asks: 15 unless set, at least 10.",
  },
  { member: "close", call: "close()", gives: "Ends all watches. Reading goes on working." },
  { member: "machineId", call: "machineId", gives: "The machine’s id." },
  { member: "machineName", call: "machineName", gives: "Its name when it was enrolled." },
  { member: "vaultId", call: "vaultId", gives: "Its vault." },
  { member: "apiUrl", call: "apiUrl", gives: "The server it asks." },
  { member: "toString", call: "toString()", gives: "Name and vault, for logs; never a value." },
  { member: "toJSON", call: "toJSON()", gives: "Vault, id and name, never the key." },
] as const;

export const SDK_ERRORS = [
  {
    name: "SikkerKeyError",
    when: "Every failure is one: `message` says what happened, `remedy` what to do. Neither holds a value, a token or a key.",
  },
  {
    name: "ConfigurationError",
    when: "No identity, an unreadable key, several vaults, something that is no id.",
  },
  {
    name: "ApiError",
    when: "Any other refusal or failure; `status` is 0 when no answer arrived, `requestId` finds it in the server’s log.",
  },
  {
    name: "AuthenticationError",
    when: "401: an unknown, expired or disabled machine, or a clock that is off.",
  },
  { name: "AccessDeniedError", when: "403: not approved, or not granted." },
  { name: "NotFoundError", when: "404." },
  { name: "ConflictError", when: "409." },
  { name: "RateLimitedError", when: "429, after the retries." },
  { name: "ServerSealedError", when: "503, after the retries." },
  { name: "SecretStructureError", when: "Fields were asked for, and the secret is a single value." },
  { name: "FieldNotFoundError", when: "The secret has fields, but not this one." },
  {
    name: "ExportRefusedError",
    when: "Two secrets would share a variable, or one would take over a process.",
  },
] as const;

export const SDK_OPTIONS = [
  {
    type: "SikkerKeyOptions",
    name: "timeoutMs",
    about: "How long one attempt may take; 15,000 if not given.",
  },
  {
    type: "SikkerKeyOptions",
    name: "retryDelaysMs",
    about:
      "Waits before further attempts after 429, 503 and network failures; 1, 2 and 4 seconds if not given, `[]` for none.",
  },
  { type: "BootstrapOptions", name: "apiUrl", about: "The server; else `SIKKERKEY_API_URL`." },
  {
    type: "BootstrapOptions",
    name: "hostname",
    about: "What the token’s hostname rule sees; else `HOSTNAME`, else `serverless`.",
  },
  {
    type: "BootstrapOptions",
    name: "name",
    about: "A machine name to ask for; the token’s own pattern wins.",
  },
  {
    type: "CacheOptions",
    name: "maxAgeSeconds",
    about: "Older values are not used; without it there is no limit.",
  },
  { type: "CacheOptions", name: "maxAge", about: "The same, under the name other SikkerKey packages use." },
  {
    type: "CacheOptions",
    name: "onFallback",
    about: "Told of each value that came from the cache, with the Unix second it was read.",
  },
] as const;
