# The checks of .ci/run that are more than one command. Sourced; uses $root, $shared, $work, $seed, check, compare and sample.

# `npx projen` writes package.json, tsconfig.json and the rest: they must be what .projenrc.ts says.
generated_files() {
  npx projen default && git diff --exit-code
}

# parity NAME EXPECTED ACTUAL ENTRY [OPTION…]
parity() {
  local name=$1
  shift
  compare "$1" "$name" npx tsx tools/release/parity.ts "$@"
}

# One parity check for each set of upstream manifests that the examples reproduce.
parity_checks() {
  local minor version chart values upstream=$shared/upstream
  for minor in $(cd src/releases/data && printf '%s\n' 1.*.json | sed 's/\.json$//' | sort -V); do
    # Secrets hold sample values upstream; the static Pod is a variant of the DaemonSet that it competes with.
    parity "parity with the upstream manifests of $minor" "$upstream/manifests/cloud-provider-openstack/$minor" "dist/k8s/releases/$minor" "releases/$minor" \
      --ignore '^Secret/' --ignore '^Pod/'
  done
  # Upstream leaves the protocol, the driver that mounts its shares and the namespace to the user.
  for minor in $(ls "$upstream/manifests/manila-csi" 2>/dev/null | sort -V); do
    for values in nfs=csi-nfsplugin cephfs=cephfs.csi.ceph.com; do
      parity "parity with the upstream manifests of Manila CSI $minor, ${values%=*}" "$upstream/manifests/manila-csi/$minor" \
        "dist/k8s/releases/manila/$minor/${values%=*}" "releases/manila/$minor" --namespace default \
        --replace "SHARE-PROTOCOL=$(tr '[:lower:]' '[:upper:]' <<<"${values%=*}")" --replace "FWD-NODEPLUGIN=${values#*=}"
    done
  done
  # Upstream's manifests beside this repository are those of the node part and of all RBAC objects.
  parity 'parity with csi-driver-nfs' "$upstream/manifests/csi-driver-nfs" dist/k8s/releases/csi-driver-nfs releases/csi-driver-nfs --ignore '^Deployment/'
  for version in v0.0.22 v0.0.37; do
    parity "parity with the local path provisioner $version" \
      "$upstream/manifests/local-path/$version.yaml" "dist/k8s/releases/local-path/$version" "releases/local-path/$version"
  done
  compare "$upstream/manifests" 'the release data is what release:import writes from the upstream manifests' npm run release:import -- "$upstream" --check
  [ -z "$full" ] || compare "$upstream/manifests" 'a made-up minor is imported, and all tests pass without a hand edit' npm run release:rehearse -- "$upstream"
  compare "$upstream/manifests" 'upstream has no release and no chart value that the library lacks' npm run currency -- "$upstream"
  compare "$upstream/charts" 'every value of the charts is in the parity document' npx tsx tools/release/helm-values.ts "$upstream/charts"
  compare "$upstream/charts" 'programs that migrate writes render what the charts do, and compile' \
    npx tsx --tsconfig examples/tsconfig.json tools/conformance/helm.ts --renders "$upstream/charts"
  for chart in ccm cinder-csi manila-csi local-static-provisioner local-path-provisioner; do
    for values in default kitchen-sink; do
      parity "parity with the chart $chart, values $values" "$upstream/charts/$chart/$values.yaml" "dist/k8s/helm-equivalents/$chart/$values" "helm-equivalents/$chart/$values"
    done
  done
}

# The source documents: their manifests are transcribed in test/evidence, which the tests read; here the tests read the documents themselves.
source_document_checks() {
  local documents=$shared/seeds
  parity 'parity with the kubeadm article' "$documents/000-openstack-kubeadm" dist/k8s/kubeadm-v1.15 kubeadm-v1.15/000
  parity 'parity with the local volumes of the storage article' \
    "$documents/004-storage-overview/all-local-volume-provisioner.yaml" dist/k8s/kubeadm-v1.15/local-volumes.k8s.yaml kubeadm-v1.15/004
  compare "$documents/CHECKLIST.md" 'every statement of the source documents is covered' npx tsx tools/evidence/statements.ts "$documents/CHECKLIST.md"
  compare "$documents" 'every object of the source documents is reproduced' npx tsx tools/evidence/manifests.ts "$documents"
  compare "$documents/INDEX.md" 'every known defect of the source documents is listed' npx tsx tools/evidence/defects.ts "$documents/INDEX.md"
  compare "$documents" 'the tests of the source documents, with the documents themselves' \
    env SOURCE_DOCUMENTS="$documents" npx jest test/constructs/storage/seeds.test.ts test/analysis/known-defects.test.ts
}

# Random and exhaustive changes of the library's data and rules.
mutation_checks() {
  check "mutations of release data ($(sample 'a sample' all)) and of rules make a test fail" \
    npm run mutate -- --seed "$seed" --data "$(sample 600 all)" --rules "$(sample 150 600)"
}

# The tables of src/kubernetes/data that upstream's Go modules decide, derived again.
upstream_tables() {
  local name='the tables of Kubernetes, derived again from its Go modules' log=$work/upstream-tables.log status
  npm run --silent kubernetes:import -- --check >"$log" 2>&1
  status=$?
  if [ "$status" -eq 75 ]; then skip "$name" "$(tail -n 1 "$log")"; else check "$name" bash -c "cat '$log'; exit $status"; fi
}

# What conformance/ builds with Go. Samples are drawn by the seed.
conformance_checks() {
  local tool='npx tsx --tsconfig examples/tsconfig.json tools/conformance'
  upstream_tables
  check 'cloud.conf, against the real gcfg parser' $tool/gcfg.ts "$seed" "$(sample 1 4)"
  check 'authentication, against the real OpenStack client' $tool/auth.ts "$seed" "$(sample 10000 40000)"
  check 'kubeadm files, against the real kubeadm' $tool/kubeadm.ts "$seed" "$(sample 600 2400)"
  check 'the examples, against a real kube-apiserver' $tool/apiserver.ts
  check 'random workloads, against a real kube-apiserver' $tool/workloads.ts "$seed" "$(sample 400 1600)"
  check 'rejected objects, against a real kube-apiserver' $tool/validation.ts --seed "$seed" --objects "$(sample 2000 10000)"
  check 'updates that diff calls refused, against a real kube-apiserver' $tool/updates.ts --seed "$seed" --objects "$(sample 1000 8000)"
  check 'programs and YAML that migrate writes from random values, against Helm' $tool/helm.ts ${HELM_CHARTS:-} --seed "$seed" --sets "$(sample 100 400)"
  check 'YAML and JSON, against the reader of kubectl' $tool/yaml.ts "$seed" "$(sample 4000 20000)"
  check 'written YAML, against the reader of kubectl' $tool/writer.ts "$seed" "$(sample 4000 20000)"
  check 'the RBAC of Manila CSI, with its real sidecars in a real cluster' $tool/manila.ts
  check 'binding, against a real controller manager and scheduler' $tool/binding.ts --seed "$seed" --scenarios "$(sample 60 300)"
  check 'plan --cluster, against what kubectl apply does to a live cluster' $tool/live-plan.ts --seed "$seed" --pairs "$(sample 8 100)"
  # The newest Kubernetes, whose build takes some minutes beside that of the checks above.
  [ -n "$full" ] || return
  check 'rejected objects, against the kube-apiserver of 1.37' $tool/validation.ts --kubernetes 1.37 --seed "$seed" --objects 10000
  check 'the examples, against the kube-apiserver of 1.37' $tool/apiserver.ts --kubernetes 1.37
  check 'random workloads, against the kube-apiserver of 1.37' $tool/workloads.ts "$seed" 1600 --kubernetes 1.37
  check 'updates that diff calls refused, against the kube-apiserver of 1.37' $tool/updates.ts --kubernetes 1.37 --seed "$seed" --objects 8000
  check 'binding, against the controller manager and scheduler of 1.37' $tool/binding.ts --kubernetes 1.37 --seed "$seed" --scenarios 300
}

# What the library renders, driving Keystone, Cinder, the CSI driver and the CCM. Skipped where packages, modules or namespaces cannot be had.
openstack_checks() {
  local variants='--variant base --variant leastPrivilege'
  [ -z "$full" ] || variants='--variant all'
  local tool='npx tsx --tsconfig examples/tsconfig.json tools/conformance'
  check 'the rendered components drive a real OpenStack' $tool/openstack/main.ts $variants
  [ -n "$full" ] || return
  check 'planted defects make that run fail' $tool/openstack/main.ts --planted
  check 'the rendered local provisioners work on folders of this machine' $tool/local/main.ts
  check 'releases of Helm and manifests of kubectl are taken over, and upgraded' $tool/adoption/main.ts
}

# Packs the library once; prints the tarball's path.
tarball() {
  [ -n "$(ls "$work"/pack/*.tgz 2>/dev/null)" ] || { mkdir -p "$work/pack" && npm pack --silent --pack-destination "$work/pack" >&2; }
  ls "$work"/pack/*.tgz
}

# A new user: an empty folder, the packed library, the first program of the README as it stands there.
fresh_app() (
  set -e
  tgz=$(tarball)
  mkdir -p "$work/app" && cd "$work/app"
  npm init -y >/dev/null
  npm install "$tgz" cdk8s cdk8s-plus-28 constructs
  npm install --save-dev cdk8s-cli tsx typescript @types/node@20
  awk '/^```ts$/ && !done { inside = 1; next } /^```$/ { if (inside) done = 1; inside = 0 } inside' "$root/README.md" >main.ts
  grep -q OpenStackClusterChart main.ts
  awk '/^```json$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$root/docs/quickstart.md" >tsconfig.json
  awk '/^```yaml$/ && !done { inside = 1; next } /^```$/ { if (inside) done = 1; inside = 0 } inside' "$root/docs/quickstart.md" >cdk8s.yaml
  grep -q 'tsc --noEmit' cdk8s.yaml
  node "$root/tools/package/loading.mjs"
  npx cdk8s synth
  grep -q '^kind: DaemonSet$' dist/k8s/prod-1.k8s.yaml
  grep -q '^kind: ExternalSecret$' dist/k8s/prod-1.k8s.yaml
  # A misspelled property fails in both: where types are checked, and where they are not.
  mkdir -p ../mistake && cp -R package.json tsconfig.json cdk8s.yaml ../mistake/ && ln -sfn "$PWD/node_modules" ../mistake/node_modules
  sed 's/volumeType:/type:/' main.ts >../mistake/main.ts && cd ../mistake
  if npx cdk8s synth >told 2>&1; then exit 1; fi
  # The command line of cdk8s does not show what the compiler prints on its standard output.
  if npx tsc --noEmit >told 2>&1; then exit 1; fi
  grep -q "'type' does not exist in type 'CinderStorageClassProps'" told
  if npx tsx main.ts >told 2>&1; then exit 1; fi
  grep -q 'prod-1/Cinder: type is unknown: did you mean volumeType or fsType?' told
)

# The rest of the quickstart and the plugin of the GitOps page, in the app of the new user.
pages_in_fresh_app() (
  set -e
  cd "$work/app"
  head -n -2 main.ts >start.ts
  awk '/^## 3\. / { here = 1 } here && /^```ts$/ { inside = 1; next } /^```$/ { if (inside) exit } inside' "$root/docs/quickstart.md" | cat start.ts - >main.ts
  npx cdk8s synth
  npx cdk8s-openstack plan dist/k8s | grep -c 'default/www-web-[012]  provisioning  provisioned by cinder.csi.openstack.org' | grep -qx 3
  npx cdk8s-openstack check dist/k8s | grep '^0 errors'
  # A reader that has seen enough takes nothing from the exit code, and gets no trace.
  printf 'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a}\nspec: {claimRef: {name: b}}\n' >bad.yaml
  (set +e; npx cdk8s-openstack check bad.yaml 2>trace | head -n 0; [ "${PIPESTATUS[0]}" -eq 1 ])
  [ ! -s trace ]
  # What the plugin of the package prints is what synth writes, without node_modules.
  mkdir -p "$work/argo"
  cp -R node_modules/cdk8s-openstack/plugin cdk8s.yaml "$work/argo"
  npx esbuild main.ts --bundle --platform=node --keep-names --outfile="$work/argo/dist/app.js" --log-level=error
  cd "$work/argo"
  CDK8S_OPENSTACK_PROGRAMS=bundled node plugin/bin/cdk8s-openstack.js argocd generate | diff - "$work/app/dist/k8s/prod-1.k8s.yaml"
)

# The reference example against the packed library, run by the given major of Node, must write what `npm run synth` wrote.
reference_under_node() (
  set -e
  tgz=$(tarball)
  mkdir -p "$work/node$1" && cd "$work/node$1"
  npm init -y >/dev/null
  npm install "$tgz" cdk8s@2.70.0 cdk8s-plus-28@2.5.6 constructs@10.4.0 "node@$1"
  "$root/node_modules/.bin/esbuild" "$root/examples/reference/main.ts" --bundle --platform=node --packages=external \
    --tsconfig-raw='{}' --outfile=reference.js
  case $(node_modules/.bin/node --version) in "v$1."*) ;; *) echo "wrong node: $(node_modules/.bin/node --version)"; exit 1 ;; esac
  # No package asks for another Node, neither of users nor of this repository: what EBADENGINE warns of is an error here.
  PATH=$PWD/node_modules/.bin:$PATH npm install --dry-run --engine-strict
  (export PATH=$PWD/node_modules/.bin:$PATH; cd "$root" && npm ci --dry-run --engine-strict --ignore-scripts)
  CDK8S_OUTDIR=out/k8s CDK8S_OPENSTACK_FILES_DIR=out/files node_modules/.bin/node reference.js
  diff -r out/k8s "$root/dist/k8s/reference"
)

# Objects of several versions of cdk8s-plus: one program compiles with each, and prints the same.
plus_versions() (
  set -e
  tgz=$(tarball)
  mkdir -p "$work/plus" && cd "$work/plus"
  npm init -y >/dev/null
  npm install --legacy-peer-deps "$tgz" cdk8s@2.70.0 constructs@10.4.0 cdk8s-plus-28@2.5.6 cdk8s-plus-33 cdk8s-plus-34 tsx typescript @types/node@20
  for version in 28 33 34; do
    sed "s/cdk8s-plus-28/cdk8s-plus-$version/" "$root/tools/package/plus.ts" >"plus$version.ts"
    npx tsc --noEmit --strict --skipLibCheck --module node16 --target es2022 "plus$version.ts"
    npx tsx "plus$version.ts" >"$version.json"
    diff 28.json "$version.json"
  done
)

# jsii, for real: the wheel, installed beside cdk8s from PyPI, renders what the TypeScript library renders, and its command runs.
python_wheel() (
  set -e
  npx jsii-pacmak --target python --outdir "$work/python"
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet "$work"/python/python/*.whl
  cd "$work" && "$work/venv/bin/python" "$root/tools/package/python_smoke.py"
  mkdir -p "$work/python-pages" && cd "$work/python-pages" && "$work/venv/bin/python" "$root/tools/package/python_pages.py" "$root/docs/languages.md"
  grep -q '^kind: DaemonSet$' dist/prod-1.k8s.yaml
  cd "$work"
  "$work/venv/bin/cdk8s-openstack" --version | grep -Ex '[0-9]+\.[0-9]+\.[0-9]+'
  "$work/venv/bin/cdk8s-openstack" plan "$root/docs/storage-plan.yaml" --closed-world | grep '^  shop/backup  *pending '
)

# What leaves the repository: the workflows that publish, and the package as npm takes it.
publishing_checks() {
  if GOBIN=$work/bin go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 >"$work/actionlint.log" 2>&1; then
    check 'the workflows, by actionlint' "$work/bin/actionlint" -shellcheck= -pyflakes=
  else
    skip 'the workflows, by actionlint' "it cannot be built: $(tail -n 1 "$work/actionlint.log")"
  fi
  check 'the public API against that of the last release' npm run api-diff
  check 'npm publish --dry-run has no warning' publish_dry_run
  check 'the bill of materials of the package, and the checksums' release_evidence
}

# What the release workflow adds to the packages.
release_evidence() (
  set -e
  mkdir -p "$work/evidence/js"
  cp "$(tarball)" "$work/evidence/js"
  tools/release/sbom.sh "$work"/evidence/js/*.tgz >"$work/evidence/cdk8s-openstack.cdx.json"
  tools/release/checksums.sh "$work/evidence"
  (cd "$work/evidence" && sha256sum --check --strict SHA256SUMS && [ "$(wc -l <SHA256SUMS)" -eq 2 ])
  npx tsx tools/release/check-sbom.ts "$work/evidence/cdk8s-openstack.cdx.json"
)

# npm says that it is not logged in, which a dry run need not be.
publish_dry_run() (
  set -e
  npm publish --dry-run --ignore-scripts "$(tarball)" >"$work/publish.log" 2>&1 || { cat "$work/publish.log"; exit 1; }
  ! grep -iE '^npm (warn|error)' "$work/publish.log" | grep -v 'requires you to be logged in'
)

# The command as kubectl, GitHub, pre-commit and Docker run it.
integrations() {
  local name='the command as a plugin of kubectl, GitHub Action, pre-commit hook and image' hook=
  if ! (cd conformance/kubectl && go build -o "$work/bin/kubectl" .) >"$work/kubectl.log" 2>&1; then
    skip "$name" "kubectl cannot be built: $(tail -n 1 "$work/kubectl.log")"
    return
  fi
  if python3 -m venv "$work/pre-commit" >"$work/pre-commit.log" 2>&1 && "$work/pre-commit/bin/pip" install --quiet pre-commit==4.3.0 >>"$work/pre-commit.log" 2>&1; then
    hook=$work/pre-commit/bin/pre-commit
  else
    skip 'the hook of pre-commit' "pre-commit cannot be installed: $(tail -n 1 "$work/pre-commit.log")"
  fi
  check "$name" npx tsx tools/package/integrations.ts "$(tarball)" "$work/bin/kubectl" $hook
}

# What a project of `init` contains, in the language given by --yaml, --python or --typescript: created by the packed library, and run as its pipelines do.
new_project() (
  set -e
  tgz=$(tarball)
  folder=$work/projects/prod-1$1
  rm -rf "$folder" && mkdir -p "$work/projects"
  [ -d "$work/app/node_modules/cdk8s-openstack" ] || fresh_app
  (cd "$work/app" && npx cdk8s-openstack init "$folder" "$1" --name prod-1)
  cd "$folder"
  if [ "$1" = --python ]; then
    [ -d "$work/venv" ] || python_wheel
    "$work/venv/bin/pip" install --quiet --find-links "$work/python/python" --requirement requirements-dev.txt || { echo 'summary: SKIPPED, PyPI has no mypy for this machine'; exit 0; }
    PATH=$work/venv/bin:$PATH "$root/node_modules/.bin/tsx" "$root/tools/package/project.ts" "$folder" cluster.py
  else
    npm pkg set "dependencies.cdk8s-openstack=file:$tgz"
    npm install
    source=cluster.ts
    [ "$1" = --typescript ] || source=clusters/prod-1.yaml
    "$root/node_modules/.bin/tsx" "$root/tools/package/project.ts" "$folder" "$source"
  fi
)

# The ways of users to the reference cluster, each from an empty folder, end at the manifests that `npm run synth` wrote: YAML, Python and Helm here,
# TypeScript in reference_under_node.
reference_in_yaml() (
  set -e
  tgz=$(tarball)
  mkdir -p "$work/users/yaml" && cd "$work/users/yaml"
  npm init -y >/dev/null
  npm install "$tgz" cdk8s@2.70.0 cdk8s-plus-28@2.5.6 constructs@10.4.0
  cp "$root/examples/reference/cluster.yaml" .
  npx cdk8s-openstack render -f cluster.yaml -o out
  diff -r out "$root/dist/k8s/reference"
  npx cdk8s-openstack schema >schema.json
  diff schema.json node_modules/cdk8s-openstack/schema/cluster.schema.json
)

reference_in_python() (
  set -e
  [ -d "$work/venv" ] || python_wheel
  mkdir -p "$work/users/python" && cd "$work/users/python"
  cp "$root/tools/package/reference.py" "$root/examples/reference/cluster.yaml" .
  "$work/venv/bin/python" reference.py out
  diff -r out "$root/dist/k8s/reference"
  "$work/venv/bin/cdk8s-openstack" render -f cluster.yaml -o from-yaml
  diff -r from-yaml out
)

# From the values of the charts that run there and the manifests beside them: the programs and the YAML that migrate writes render the reference cluster,
# where it has the names of the charts.
reference_from_helm() (
  set -e
  tgz=$(tarball)
  mkdir -p "$work/users/helm/clusters" "$work/users/helm/programs" && cd "$work/users/helm"
  npm init -y >/dev/null
  npm install "$tgz" cdk8s@2.70.0 cdk8s-plus-28@2.5.6 constructs@10.4.0 tsx typescript @types/node@20
  cp "$root/examples/reference/cluster.yaml" .
  cp -R "$root/examples/reference/helm" helm
  npx cdk8s-openstack render -f helm/cluster.yaml -o expected
  for to in yaml:clusters typescript:programs; do
    migrate="npx cdk8s-openstack migrate --to ${to%:*}" folder=${to#*:}
    $migrate helm/occm.values.yaml --chart openstack-cloud-controller-manager@2.36.0 --release reference >"$folder/occm"
    $migrate helm/cinder-csi.values.yaml --chart openstack-cinder-csi@2.36.0 --release cinder-csi >"$folder/cinder-csi"
    $migrate helm/local-volumes.values.yaml --chart local-static-provisioner@2.9.0 --release local-volumes --namespace local-volumes >"$folder/local-volumes"
    $migrate helm/manifests.yaml >"$folder/manifests"
  done
  for file in clusters/*; do mv "$file" "$file.yaml"; done
  for file in programs/*; do mv "$file" "$file.ts"; done
  npx cdk8s-openstack render -f clusters -o from-yaml
  npx cdk8s-openstack diff expected from-yaml
  npx tsc --noEmit --strict --skipLibCheck --module node16 --target es2022 programs/*.ts
  for file in programs/*.ts; do CDK8S_OUTDIR=from-typescript npx tsx "$file"; done
  diff -r from-yaml from-typescript
  echo "summary: $(cat from-yaml/*.yaml | grep -c '^kind: ') objects equal"
)

# Go refuses packages that import one another in a circle. The bindings of what the library builds on are generated too: the module proxy need not have them.
go_package() (
  set -e
  npx jsii-pacmak --code-only --target go --outdir "$work/bindings" . node_modules/constructs node_modules/cdk8s node_modules/cdk8s-plus-28
  cd "$work/bindings/go/cdk8sopenstack"
  go mod edit -replace github.com/aws/constructs-go/constructs/v10=../constructs \
    -replace github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2=../cdk8s -replace github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2=../cdk8splus28
  go mod tidy
  go build ./...
  [ "$(go list ./... | grep -cv '/internal$\|/jsii$')" -gt 10 ]
)

# Java's interfaces inherit implementations, which can contradict one another where no other language minds. Maven Central has no newest cdk8s-plus: its
# bindings are generated too.
java_package() (
  set -e
  for folder in "$root/node_modules/cdk8s-plus-28" "$root"; do
    (cd "$folder" && npm_config_ignore_scripts=true "$root/node_modules/.bin/jsii-pacmak" --code-only --target java --outdir "$work/java/$(basename "$folder")" .)
  done
  (cd "$work/java/cdk8s-plus-28/java" && mvn -q -B -Dmaven.repo.local="$work/m2" -Dmaven.javadoc.skip=true -Dmaven.source.skip=true install)
  cd "$work/java/$(basename "$root")/java"
  mvn -q -B -Dmaven.repo.local="$work/m2" compile
  echo "summary: $(find target -name '*.class' | wc -l) classes"
)

java_check() {
  local name='the Java package compiles'
  if ! command -v mvn >/dev/null || ! command -v javac >/dev/null; then
    skip "$name" 'Maven or a JDK is missing: apt-get install maven default-jdk-headless'
  else
    check "$name" java_package
  fi
}

# Rendering asks nobody: the same output without a network.
synth_offline() (
  set -e
  cp -r dist/k8s "$work/online"
  if unshare -rn true 2>/dev/null; then unshare -rn npm run synth; else unshare -n npm run synth; fi
  diff -r "$work/online" dist/k8s
)

# The hardened example, as security scanners see it: findings without a reason fail, and reasons without a finding.
security_scans() {
  local name='the hardened example, by'
  if GOBIN=$work/bin go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0 >"$work/kube-score.log" 2>&1; then
    check "$name kube-score" npm run check:security -- kube-score "$work/bin/kube-score" dist/k8s/hardened
  else
    skip "$name kube-score" "it cannot be built: $(tail -n 1 "$work/kube-score.log")"
  fi
  if python3 -m venv "$work/checkov" >"$work/checkov.log" 2>&1 && "$work/checkov/bin/pip" install --quiet checkov==3.3.30 >>"$work/checkov.log" 2>&1; then
    check "$name Checkov" npm run check:security -- checkov "$work/checkov/bin/checkov" dist/k8s/hardened
  else
    skip "$name Checkov" "it cannot be installed: $(tail -n 1 "$work/checkov.log")"
  fi
}

# The documentation site and its demo: the generator has packages of its own.
docs_site() {
  local name='the documentation site builds, and its links hold'
  if npm ci --prefix site >"$work/site.log" 2>&1 || ! grep -qE 'E404|ETARGET|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN' "$work/site.log"; then
    check "$name" npm run docs:site
    [ -z "$full" ] || [ ! -e site/dist/demo/index.html ] || check 'the site and its demo in Chromium' npx tsx --tsconfig examples/tsconfig.json tools/site/verify.ts
  else
    skip "$name" "the registry lacks its generator: $(grep -m 1 -E 'E404|ETARGET|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN' "$work/site.log")"
  fi
}
