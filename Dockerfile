# The server as a container. It has Node and what the server loads, and nothing that builds: no npm, no compiler, no sources.
# PostgreSQL is not in it: name yours in DATABASE_URL_FILE, as compose.yaml does.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN npm run build
RUN node server/launch/gather-image.mjs /image && chmod -R a+rX,go-w /image

# The release of Debian that the build stage stands on, which Node was made for.
FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="SikkerKey" \
      org.opencontainers.image.description="A self-hosted secrets manager for CI pipelines and containers" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /image /app
# A number, not a name: Kubernetes can see that it is not root, and secrets on the host can be given to it.
RUN install -d -m 700 -o 10001 -g 10001 /data /backups
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 SIKKERKEY_DATA_DIR=/data
USER 10001:10001
WORKDIR /app
VOLUME ["/data", "/backups"]
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["node", "server/launch/check-health.mjs"]
CMD ["node", "server/launch/serve.mjs"]
