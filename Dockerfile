# One static file, on a base that has a shell and wget beside it. Postgres is elsewhere: set DATABASE_URL.
#   docker build -t gavel .
# The same with Postgres beside it: for the playground, for a server of one container, and for backups.
#   docker build --target with-postgres -t gavel:with-postgres .
#   docker run --rm -p 8080:8080 gavel:with-postgres playground
#   docker build --target binary --output . .    writes the static file alone to ./gavel

FROM rust:1.95-alpine@sha256:606fd313a0f49743ee2a7bd49a0914bab7deedb12791f3a846a34a4711db7ed2 AS build
WORKDIR /gavel
# Statements are checked against .sqlx, never against a database.
ENV SQLX_OFFLINE=true
COPY Cargo.toml Cargo.lock build.rs sqlx.toml ./
COPY .sqlx .sqlx
COPY migrations migrations
COPY src src
COPY crates crates
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/gavel/target \
    cargo build --locked --release --bin gavel && cp target/release/gavel /usr/local/bin/gavel

FROM scratch AS binary
COPY --from=build /usr/local/bin/gavel /gavel

FROM postgres:17-alpine@sha256:742f40ea20b9ff2ff31db5458d127452988a2164df9e17441e191f3b72252193 AS with-postgres
LABEL org.opencontainers.image.title="gavel with Postgres" \
      org.opencontainers.image.description="Discord moderation that is an HTTP server, and a Postgres of its own" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /usr/local/bin/gavel /usr/local/bin/gavel
# The private cluster is here, unless DATABASE_URL names another server. Keep it in a volume.
ENV GAVEL_DATA=/var/lib/gavel BIND=0.0.0.0
RUN install -d -o postgres -g postgres -m 700 /var/lib/gavel
VOLUME /var/lib/gavel
USER postgres
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/gavel"]
CMD ["serve"]

FROM busybox:1.37-musl@sha256:5cec3fc171c87218698e85a52af7087de727372aae264a787b8112901a5b0092
LABEL org.opencontainers.image.title="gavel" \
      org.opencontainers.image.description="Discord moderation that is an HTTP server" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /usr/local/bin/gavel /usr/local/bin/gavel
# Nothing is kept there: it makes a forgotten DATABASE_URL the sentence that a start without it ends with.
ENV GAVEL_DATA=/tmp/gavel
USER 65532:65532
EXPOSE 8080
# Up, not ready: a database that is away for a minute is no reason to start another process.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["sh", "-c", "wget -q -O /dev/null http://127.0.0.1:${PORT:-8080}/healthz"]
ENTRYPOINT ["/usr/local/bin/gavel"]
CMD ["serve"]
