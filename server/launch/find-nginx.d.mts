/** The program to start as nginx; null where there is none. */
export function findNginx(appDir: string): string | null;
