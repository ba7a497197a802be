"""Renders the clusters to dist/k8s."""
import shutil

import cdk8s

from cluster import add_cluster

OUTDIR = "dist/k8s"


def main() -> None:
    app = cdk8s.App(outdir=OUTDIR)
    add_cluster(app, "__NAME__")
    shutil.rmtree(OUTDIR, ignore_errors=True)
    app.synth()


if __name__ == "__main__":
    main()
