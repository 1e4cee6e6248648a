# SPDX-License-Identifier: GPL-2.0-or-later
# Two images from the Debian packages: the search page, and with "--target index" the indexer.
#
#   docker build -t stepwell . && docker build -t stepwell-index --target index .
#   docker run --rm -v library:/var/lib/stepwell -v "$HOME/publications:/publications:ro" stepwell-index /publications
#   docker run -d -p 8080:8080 -v library:/var/lib/stepwell:ro stepwell
FROM debian:bookworm-slim AS build
ENV DEBIAN_FRONTEND=noninteractive DEB_BUILD_OPTIONS=nocheck DEB_BUILD_PROFILES=nocheck
WORKDIR /build/stepwell
COPY debian/control debian/control
RUN apt-get update && apt-get build-dep -y --no-install-recommends ./ && rm -rf /var/lib/apt/lists/*
COPY . .
RUN dpkg-buildpackage -b -us -uc

# One number for the user, since both images share what is in the volume.
FROM debian:bookworm-slim AS base
ENV DEBIAN_FRONTEND=noninteractive
RUN useradd --system --uid 990 --user-group --home-dir /var/lib/stepwell --no-create-home stepwell

FROM base AS index
RUN --mount=type=bind,from=build,source=/build,target=/build \
    apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates systemd-standalone-sysusers \
        /build/stepwell_*.deb /build/stepwell-index_*.deb && \
    rm -rf /var/lib/apt/lists/*
USER stepwell
VOLUME /var/lib/stepwell
ENTRYPOINT ["stepwell-index"]

FROM base AS web
RUN --mount=type=bind,from=build,source=/build,target=/build \
    apt-get update && \
    apt-get install -y --no-install-recommends curl lighttpd systemd-standalone-sysusers \
        /build/stepwell_*.deb && \
    rm -rf /var/lib/apt/lists/*
COPY docs/container/lighttpd.conf /etc/stepwell/lighttpd.conf
USER stepwell
VOLUME /var/lib/stepwell
EXPOSE 8080
HEALTHCHECK --interval=1m --timeout=5s CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/search?health"]
CMD ["lighttpd", "-D", "-f", "/etc/stepwell/lighttpd.conf"]
