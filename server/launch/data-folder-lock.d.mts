/** Returns the release; throws `LaunchError` when another server uses the folder. */
export function lockDataFolder(dataDir: string): () => void;

/** Whether a server runs over this folder. */
export function isDataFolderInUse(dataDir: string): boolean;
