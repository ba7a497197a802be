#!/usr/bin/env bash
# sbom.sh TARBALL: prints the CycloneDX bill of materials of a packed library: what lies in it, at its own version. Peers are the choice of its users,
# and development dependencies do not leave the repository; `npm sbom --omit dev` in the checkout would leave out the bundled ones too, as tools use them.
set -euo pipefail
tarball=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# npm names the bill after the folder.
mkdir "$work/cdk8s-openstack"
tar -xzf "$tarball" --strip-components=1 -C "$work/cdk8s-openstack"
cd "$work/cdk8s-openstack"
npm pkg delete devDependencies peerDependencies
npm sbom --sbom-format cyclonedx
