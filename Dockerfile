# The emulator as an image: docker build -t okms-emulator .
# Node 24.18, by exact tag and on purpose not newer: with the headers of 24.19 and later, an addon such as better-sqlite3 12 that is
# compiled on the spot aborts the process when V8 collects one of its objects (nodejs/node#65446). The compiled addon that better-sqlite3
# publishes, which npm ci takes where it can download it, was made with older headers. With 24.18 both ways are sound.

FROM node:24.18.1-bookworm AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build.js scripts/
COPY openapi openapi
COPY migrations migrations
COPY src src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src

FROM node:24.18.1-bookworm-slim
LABEL org.opencontainers.image.title="okms-emulator" \
      org.opencontainers.image.description="The OVHcloud KMS (OKMS) on your own machine" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    OKMS_EMULATOR_HOST=0.0.0.0 \
    OKMS_EMULATOR_DATA=/data \
    OKMS_EMULATOR_CERTS=/certs
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/migrations migrations
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY LICENSE ./
# The user node of the image is 1000:1000, by number so that Kubernetes can see that it is not root. A new volume takes over owner and mode of the folder that it covers. The code stays root's: the server only reads it.
RUN mkdir /data /certs && chown node:node /data /certs && chmod 0700 /data /certs && ln -s /app/dist/main.js /usr/local/bin/okms-emulator
USER 1000:1000
VOLUME ["/data", "/certs"]
EXPOSE 8443 18443
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --start-interval=1s --retries=3 CMD ["node", "/app/dist/main.js", "healthcheck"]
# In exec form, so that the server is process 1 and SIGTERM reaches it.
ENTRYPOINT ["node", "/app/dist/main.js"]
CMD ["serve"]
