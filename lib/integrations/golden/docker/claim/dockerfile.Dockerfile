# .npmrc beside this file says where npm finds @sikkerkey. A global install reads the user's, not the folder's.
# COPY . . takes all there is: name the folder with the identity in .dockerignore.
FROM node:20-slim
COPY .npmrc /root/.npmrc
RUN npm install -g @sikkerkey/cli@1.0.0
WORKDIR /app
COPY . .
ENTRYPOINT ["sikkerkey", "run", "--all", "--"]
CMD ["node", "server.js"]
