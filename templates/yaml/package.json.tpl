{
  "name": "__NAME__",
  "private": true,
  "scripts": {
    "typecheck": "cdk8s-openstack render -f clusters --check",
    "synth": "cdk8s-openstack render -f clusters --check && node -e \"fs.rmSync('dist/k8s', { recursive: true, force: true })\" && cdk8s-openstack render -f clusters -o dist/k8s",
    "test": "node --test test/*.test.mjs"
  },
  "dependencies": {
    "cdk8s": "__PEER_cdk8s__",
    "cdk8s-openstack": "^__VERSION__",
    "cdk8s-plus-28": "__PEER_cdk8s-plus-28__",
    "constructs": "__PEER_constructs__"
  }
}
