# The emulator as an image: docker build -t okms-emulator .
# Node 24.18, by exact tag and on purpose not newer: with the headers of 24.19 and later, an addon such as better-sqlite3 12 that is
# compiled on the spot aborts the process when V8 collects one of its objects (nodejs/node#65446). The compiled addon that better-sqlite3
# publishes, which npm ci takes where it can download it, was made with older headers. With 24.18 both ways are sound.

FROM node:24.18.1-bookworm AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json README.md CHANGELOG.md NOTICE LICENSE ./
COPY scripts/build.js scripts/embedded.js scripts/
COPY openapi openapi
COPY migrations migrations
COPY pages pages
COPY src src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && \
    rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src node_modules/better-sqlite3/build/Release/obj*
# The image holds what the npm package holds, so "files" in package.json is the only list of what the server reads.
RUN mkdir /app && tar -xzf "$(npm pack --ignore-scripts --silent)" -C /app --strip-components=1 && mv node_modules /app/

FROM node:24.18.1-bookworm-slim
LABEL org.opencontainers.image.title="okms-emulator" \
      org.opencontainers.image.description="The OVHcloud KMS (OKMS) on your own machine" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    OKMS_EMULATOR_HOST=0.0.0.0 \
    OKMS_EMULATOR_DATA=/data \
    OKMS_EMULATOR_CERTS=/certs \
    OKMS_EMULATOR_PKI=/pki \
    OKMS_EMULATOR_SEED_FOLDER=/seed.d
WORKDIR /app
COPY --from=build /app ./
# The image's user "node" has the id 1000:1000. The number lets Kubernetes verify that the user is not root. A new volume takes the owner
# and mode of the folder it covers. The code belongs to root; the server only reads it.
RUN mkdir -m 0700 /data /certs /pki && chown 1000:1000 /data /certs /pki && mkdir /seed.d && ln -s /app/dist/main.js /usr/local/bin/okms-emulator
USER 1000:1000
VOLUME ["/data", "/certs", "/pki"]
EXPOSE 8443 18443
# No --start-interval: engines before Docker 25, Podman and Buildah reject the whole file because of it.
HEALTHCHECK --interval=3s --timeout=5s --start-period=20s --retries=3 CMD ["node", "/app/dist/main.js", "healthcheck"]
# In exec form, so that the server is process 1 and SIGTERM reaches it.
ENTRYPOINT ["node", "/app/dist/main.js"]
CMD ["serve"]
