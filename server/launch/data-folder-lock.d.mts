/** Returns the release; throws `LaunchError` when another server uses the folder. */
export function lockDataFolder(dataDir: string): () => void;
