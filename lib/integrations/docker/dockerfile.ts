import { type ContainerFacts, isThisComputer } from "./container-facts.ts";

/** The line by which npm finds our scope at this server and everything else where it always did. */
export function npmrcLine(facts: ContainerFacts): string {
  return `@sikkerkey:registry=${new URL(facts.baseUrl).origin}/npm/\n`;
}

/** An image whose command starts with every granted secret in its environment. */
export function dockerfile(facts: ContainerFacts): string {
  const lines = [
    "# .npmrc beside this file says where npm finds @sikkerkey. A global install reads the user's, not the folder's.",
    ...(isThisComputer(facts)
      ? ["# While this server is at http://localhost: docker build --network host -t myapp ."]
      : []),
    "# COPY . . takes all there is: name the folder with the identity in .dockerignore.",
    "FROM node:20-slim",
    "COPY .npmrc /root/.npmrc",
    `RUN npm install -g @sikkerkey/cli@${facts.cliVersion}`,
    "WORKDIR /app",
    "COPY . .",
    'ENTRYPOINT ["sikkerkey", "run", "--all", "--"]',
    'CMD ["node", "server.js"]',
  ];
  return `${lines.join("\n")}\n`;
}
