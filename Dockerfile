# Handrail as a container: `docker build -t handrail .` in a checkout. Settings come from the environment (.env.example);
# without DATABASE_URL, runs are kept in /data. docs/installing.md says how to run it.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Of AWS's clients Node loads only the CommonJS; the declarations and the build for browsers are nine tenths of them.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && find node_modules/@aws-sdk node_modules/@smithy -type d \( -name dist-es -o -name dist-types \) -prune -exec rm -rf {} +

FROM node:24-slim
ENV NODE_ENV=production HANDRAIL_HEALTH_PORT=8081
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json manifest.yml LICENSE ./
COPY bin ./bin
COPY src ./src
COPY flows ./flows
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
