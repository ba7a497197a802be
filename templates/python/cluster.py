"""A cluster with its storage and a workload."""
import cdk8s
import cdk8s_openstack as openstack
from constructs import Construct


def add_cluster(scope: Construct, cluster_name: str) -> openstack.OpenStackClusterChart:
    """One call for each cluster; parameters are what they differ by."""
    cluster = openstack.OpenStackClusterChart(
        scope, cluster_name,
        cluster_name=cluster_name,
        release=openstack.Release.V1_36,
        cloud_config=openstack.CloudConfigProps(
            global_=openstack.GlobalSection(
                auth_url="https://openstack.example.com:5000/v3",
                region="RegionOne",
                auth=openstack.Auth.application_credential(
                    id="21dced0f",
                    # The External Secrets Operator fetches it in the cluster: nothing secret is in Git.
                    secret=openstack.SecretText.from_store(store="vault", key=f"openstack/{cluster_name}", property="secret"),
                ),
            ),
            load_balancer=openstack.LoadBalancerSection(floating_network_id="bc8a590a-5d65-4525-98f3-f7ef29c727d5"),
        ),
    )
    ssd = cluster.cinder.add_storage_class("ssd", volume_type="ssd", is_default=True)
    openstack.StatefulApplication(
        cluster, "web",
        namespace="default",
        image="registry.k8s.io/nginx-slim:0.27",
        replicas=3,
        port=80,
        anti_affinity=openstack.AntiAffinity.PREFER_DIFFERENT_NODES,
        claims=[openstack.ClaimTemplate(name="www", size=cdk8s.Size.gibibytes(1), storage_class=ssd, mount_path="/usr/share/nginx/html")],
    )
    return cluster
