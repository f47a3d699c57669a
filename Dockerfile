# Handrail as a container: `docker build -t handrail .` in a checkout. Settings come from the environment (.env.example);
# without DATABASE_URL, runs are kept in /data. docs/installing.md says how to run it.
FROM node:24-slim AS package
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY .env.example CHANGELOG.md LICENSE README.md manifest.yml tsconfig.json tsconfig.pack.json ./
COPY bin ./bin
COPY docs ./docs
COPY flows ./flows
COPY src ./src
COPY tools ./tools
# The bundled program, which starts fast without anything kept; of the packages, as the lock has them, what it still needs.
RUN npm pack --silent && mkdir /app && tar -xzf handrail-*.tgz --strip-components=1 -C /app \
  && mv node_modules /app && cd /app && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production HANDRAIL_HEALTH_PORT=8081
WORKDIR /app
COPY --from=package /app ./
# The record of one process; every other file stays as it is, so that the root file system may be read-only (with a /tmp).
RUN mkdir /data && chown node:node /data
VOLUME /data
WORKDIR /data
# The user node of the base image, as a number: Kubernetes looks at that for runAsNonRoot.
USER 1000:1000
# Health; and alerts and Slack's requests, where they come over HTTP.
EXPOSE 8081 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HANDRAIL_HEALTH_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/handrail.js"]
CMD ["start"]
