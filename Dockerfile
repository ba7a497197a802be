# The command line of cdk8s-openstack: docker build --build-arg PACKAGE=cdk8s-openstack@0.1.0 -t cdk8s-openstack .
# It has no kubectl: what reads a live cluster (--cluster) runs where kubectl is.
FROM node:22-alpine
ARG PACKAGE=cdk8s-openstack
RUN npm install --global --no-audit --no-fund "$PACKAGE" cdk8s cdk8s-plus-28 constructs
USER node
WORKDIR /work
ENTRYPOINT ["cdk8s-openstack"]
CMD ["--help"]
