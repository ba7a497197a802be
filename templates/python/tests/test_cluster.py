"""What must hold for a cluster, whatever changes in it."""
import unittest

import cdk8s
import cdk8s_openstack as openstack

from cluster import add_cluster


class ClusterTest(unittest.TestCase):
    def setUp(self) -> None:
        self.cluster = add_cluster(cdk8s.App(), "__NAME__")

    def test_every_claim_gets_a_volume(self) -> None:
        claims = openstack.StoragePlan.of(self.cluster).claims
        self.assertEqual(len(claims), 3)
        self.assertEqual([claim for claim in claims if claim.outcome == openstack.ClaimOutcome.PENDING], [])

    def test_the_manifests_have_no_errors(self) -> None:
        findings = openstack.StorageAnalysis.of(self.cluster).findings
        self.assertEqual([finding for finding in findings if finding.severity == openstack.FindingSeverity.ERROR], [])


if __name__ == "__main__":
    unittest.main()
