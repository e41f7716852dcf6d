# The builder compiles one static binary; what ships is that binary alone.
FROM golang:1.26.10-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=docker
# docker build --build-arg TAGS=nosample leaves the sample out (its data are CC BY-NC-SA).
ARG TAGS=
RUN VERSION="${VERSION}" tools/release/build /olist ${TAGS} \
 && mkdir -p /empty/data /empty/tmp

FROM scratch
COPY --from=build --chown=65532:65532 /empty/data /data
COPY --from=build --chown=65532:65532 /empty/tmp /tmp
COPY --from=build /olist /olist
USER 65532:65532
ENV OLIST_ADDR=0.0.0.0:8080 OLIST_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s CMD ["/olist", "healthcheck"]
ENTRYPOINT ["/olist"]
