{
  "name": "__NAME__",
  "private": true,
  "scripts": {
    "typecheck": "tsc --noEmit",
    "synth": "cdk8s synth --check-upgrade=false",
    "test": "node --import tsx --test test/*.test.ts"
  },
  "dependencies": {
    "cdk8s": "__PEER_cdk8s__",
    "cdk8s-openstack": "^__VERSION__",
    "cdk8s-plus-28": "__PEER_cdk8s-plus-28__",
    "constructs": "__PEER_constructs__"
  },
  "devDependencies": {
    "@types/node": "^20",
    "cdk8s-cli": "^2",
    "tsx": "^4",
    "typescript": "^5"
  }
}
