module cdk8s-openstack/conformance/facts

go 1.26.0
