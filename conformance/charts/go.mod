// The modules whose archives hold the sources of the Helm charts. No program is built from them.
module cdk8s-openstack.invalid/conformance/charts

go 1.26.3

require (
	github.com/rancher/local-path-provisioner v0.0.37
	k8s.io/cloud-provider-openstack v1.36.0
)
