# The image `docmill` of the README: the Debian package of this tree on a slim Debian 12.
#   docker build -t docmill .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/data" docmill run news.toml
FROM debian:12-slim AS build
WORKDIR /docmill
COPY dev ./
RUN apt-get update && ./dev setup build && apt-get install -y --no-install-recommends file dpkg-dev && rm -rf /var/lib/apt/lists/*
COPY . .
RUN cmake --preset release -DDOCMILL_TESTS=OFF -DDOCMILL_BENCHMARKS=OFF \
  && cmake --build --preset release \
  && cd build/release && cpack && mkdir /package && mv docmill_*.deb /package/docmill.deb

FROM debian:12-slim
RUN --mount=type=bind,from=build,source=/package,target=/package \
  apt-get update && apt-get install -y --no-install-recommends /package/docmill.deb && rm -rf /var/lib/apt/lists/*
# Nobody in particular: a volume decides who may write where (docker run --user, securityContext.runAsUser).
USER 65534:65534
ENV XDG_CACHE_HOME=/tmp/cache
WORKDIR /data
ENTRYPOINT ["docmill"]
CMD ["--help"]
