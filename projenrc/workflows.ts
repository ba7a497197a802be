import { cdk8s, github, JsonPatch, TextFile } from 'projen';

const CHECKOUT = { uses: 'actions/checkout@v4' };
const NODE = (version: string) => ({ uses: 'actions/setup-node@v4', with: { 'node-version': version } });
const READ = { contents: github.workflows.JobPermission.READ };

/** The workflows beside the one that projen writes for releases: continuous integration, the documentation site, and the evidence of a release. */
export function addWorkflows(project: cdk8s.ConstructLibraryCdk8s): void {
  const { github: hub } = project;
  if (!hub) return;

  const ci = hub.addWorkflow('ci');
  ci.on({ push: { branches: ['main'] }, pullRequest: {}, workflowDispatch: {} });
  ci.addJobs({
    test: {
      name: 'README commands under Node ${{ matrix.node }}',
      runsOn: ['ubuntu-latest'],
      permissions: READ,
      strategy: { matrix: { domain: { node: ['20', '22', '24'] } }, failFast: false },
      steps: [CHECKOUT, NODE('${{ matrix.node }}'), { run: 'npm ci && npm run synth' }, { run: 'npm test' }],
    },
    everything: {
      name: 'Every check',
      runsOn: ['ubuntu-latest'],
      permissions: READ,
      timeoutMinutes: 120,
      steps: [{ ...CHECKOUT, with: { 'fetch-depth': 0 } }, NODE('20'), { uses: 'actions/setup-go@v5', with: { 'go-version': 'stable' } }, { run: '.ci/run' }],
    },
  });

  const docs = hub.addWorkflow('docs');
  docs.on({ push: { branches: ['main'] }, workflowDispatch: {} });
  docs.file!.addOverride('concurrency', { 'group': 'pages', 'cancel-in-progress': false });
  docs.addJobs({
    build: {
      name: 'Build the documentation site',
      runsOn: ['ubuntu-latest'],
      permissions: READ,
      steps: [
        CHECKOUT,
        NODE('20'),
        { run: 'npm ci' },
        { run: 'npm run docs:site', env: { SITE_BASE: '/${{ github.event.repository.name }}/' } },
        { uses: 'actions/upload-pages-artifact@v3', with: { path: 'site/dist' } },
      ],
    },
    deploy: {
      name: 'Publish it on GitHub Pages',
      needs: ['build'],
      runsOn: ['ubuntu-latest'],
      permissions: { pages: github.workflows.JobPermission.WRITE, idToken: github.workflows.JobPermission.WRITE },
      environment: { name: 'github-pages', url: '${{ steps.deployment.outputs.page_url }}' },
      steps: [{ id: 'deployment', uses: 'actions/deploy-pages@v4' }],
    },
  });

  const release = hub.tryFindWorkflow('release')!;
  // Trusted publishing is part of npm since 11.5, which Node 24 brings.
  release.file!.patch(JsonPatch.replace('/jobs/release_npm/steps/0/with/node-version', '24'));
  release.addJobs({
    release_evidence: {
      name: 'Bill of materials and signed checksums',
      needs: ['release', 'release_github'],
      runsOn: ['ubuntu-latest'],
      if: 'needs.release.outputs.tag_exists != \'true\' && needs.release.outputs.latest_commit == github.sha',
      permissions: {
        contents: github.workflows.JobPermission.WRITE,
        idToken: github.workflows.JobPermission.WRITE,
        attestations: github.workflows.JobPermission.WRITE,
      },
      steps: [
        CHECKOUT,
        NODE('24'),
        { name: 'Download the packages', uses: 'actions/download-artifact@v4', with: { 'artifact-ids': '${{ needs.release.outputs.artifact_id }}', 'path': 'dist' } },
        { name: 'Write the bill of materials', run: 'tools/release/sbom.sh dist/js/*.tgz > dist/cdk8s-openstack.cdx.json' },
        { name: 'Write the checksums', run: 'tools/release/checksums.sh dist' },
        { name: 'Sign the checksums', uses: 'actions/attest-build-provenance@v2', with: { 'subject-checksums': 'dist/SHA256SUMS' } },
        {
          name: 'Add them to the release',
          if: '${{ !inputs.dry_run }}',
          env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
          run: 'gh release upload "$(cat dist/releasetag.txt)" dist/SHA256SUMS dist/cdk8s-openstack.cdx.json --clobber',
        },
      ],
    },
  });

  new TextFile(project, '.github/dependabot.yml', {
    marker: false,
    lines: [
      'version: 2',
      'updates:',
      '  - package-ecosystem: npm',
      '    directory: /',
      '    schedule: { interval: monthly }',
      '    groups: { development: { dependency-type: development } }',
      '  - package-ecosystem: npm',
      '    directory: /site',
      '    schedule: { interval: monthly }',
      '  - package-ecosystem: github-actions',
      '    directory: /',
      '    schedule: { interval: monthly }',
      '',
    ],
  });
}
