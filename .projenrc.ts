import { cdk8s, javascript, JsonFile, ReleasableCommits, release, typescript, YamlFile } from 'projen';
import { addWorkflows } from './projenrc/workflows';

/** Knowledge: data and pure functions about Kubernetes, storage drivers and OpenStack. No constructs, no findings. */
const KNOWLEDGE = ['core', 'kubernetes', 'drivers', 'openstack', 'releases'];

/** Each layer of src/ and the layers that it may import; the linter enforces it. */
const LAYERS: Record<string, string[]> = {
  core: [],
  kubernetes: ['core'],
  drivers: ['core', 'kubernetes'],
  openstack: ['core', 'kubernetes'],
  releases: ['core', 'kubernetes'],
  constructs: KNOWLEDGE,
  charts: [...KNOWLEDGE, 'constructs'],
  analysis: KNOWLEDGE,
  fleet: [...KNOWLEDGE, 'constructs', 'charts'],
  gitops: [...KNOWLEDGE, 'constructs', 'charts', 'analysis', 'fleet', 'index.ts'],
};

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-openstack',
  description: 'cdk8s constructs for Kubernetes on OpenStack and for storage on Kubernetes.',
  author: 'the cdk8s-openstack authors',
  authorAddress: 'https://github.com/cdk8s-openstack',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-openstack/cdk8s-openstack.git',
  homepage: 'https://github.com/cdk8s-openstack/cdk8s-openstack#readme',
  bugsUrl: 'https://github.com/cdk8s-openstack/cdk8s-openstack/issues',
  license: 'Apache-2.0',
  copyrightOwner: 'the cdk8s-openstack authors',
  copyrightPeriod: '2026',
  keywords: ['cdk8s', 'core', 'openstack', 'cinder', 'csi', 'storage'],
  defaultReleaseBranch: 'main',
  stability: 'experimental',

  // Toolchain. jsii 6 needs TypeScript 6.
  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '~0.103.25',
  projenrcTs: true,
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '20',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.4.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  devDeps: ['@cyclonedx/cyclonedx-library@^10.3.0', 'ajv@^8.20.0', 'ajv-formats@^3.0.1', 'ajv-formats-draft2019@^1.6.1', 'cdk8s-cli@^2.207.0', 'cdk8s-plus-28@2.5.6', 'esbuild@^0.28', 'fast-check@^4', 'tsx@^4.23'],
  // YAML with source positions; the same library that cdk8s itself bundles.
  bundledDeps: ['yaml@^2.9.0'],

  // The newest major of the tool that bumps versions wants Node 22, with 16 of its dependencies.
  bumpPackage: 'commit-and-tag-version@^12',

  // Layout
  artifactsDirectory: 'dist',
  docgen: false, // docs/api/ has the pages of the public types
  sampleCode: false,
  npmignoreEnabled: false, // package.json names the files of the package instead
  runner: typescript.TypeScriptRunner.tsx(),

  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'tools'] },

  // Tests never rewrite their own snapshots: update on purpose with `npx jest -u FILE`.
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      // The default leaves one core idle, which is half of two. Node takes over half a second to give back a gigabyte when a worker ends, and jest then
      // says that the worker leaks: a new one takes over before it has grown so far.
      additionalOptions: { maxWorkers: '100%', workerIdleMemoryLimit: '400MB' },
      collectCoverageFrom: ['src/**/*.ts'],
      coverageReporters: ['text-summary', 'json-summary', 'lcov'],
      coverageThreshold: { lines: 95, branches: 95 },
      setupFilesAfterEnv: ['<rootDir>/test/support/keep-snapshots.js'],
      snapshotSerializers: ['<rootDir>/test/support/yaml-serializer.js'],
      moduleNameMapper: { '^cdk8s-openstack$': '<rootDir>/src' },
    },
  },

  // Packages
  npmTrustedPublishing: true,
  publishToPypi: { distName: 'cdk8s-openstack', module: 'cdk8s_openstack', trustedPublishing: true, attestations: true },
  publishToMaven: { javaPackage: 'io.github.cdk8sopenstack', mavenGroupId: 'io.github.cdk8sopenstack', mavenArtifactId: 'cdk8s-openstack' },
  publishToGo: { moduleName: 'github.com/cdk8s-openstack/cdk8s-openstack-go', packageName: 'cdk8sopenstack' },

  gitignore: ['/conformance/*/bin/', '/plugin/bin/', '/site/dist/', '/site/.vitepress/.temp/'],
  // A release is started by hand, on a commit that passed.
  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  buildWorkflow: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  githubOptions: { mergify: false, pullRequestLint: false },
});

// Inline source maps would be two thirds of the package, and nobody who uses it loads them.
for (const option of ['inlineSourceMap', 'inlineSources']) project.tryFindObjectFile('tsconfig.json')!.addOverride(`compilerOptions.${option}`, false);

project.jest?.addSnapshotResolver('./test/support/snapshot-resolver.js');

// README.md, LICENSE and package.json are part of every package of npm.
project.gitattributes.addAttributes('/src/analysis/report/picture/page/assets.json', 'linguist-generated');
// `explain` prints the pages of the rules.
project.addFields({ files: ['.jsii', 'CHANGELOG.md', 'docs/rules/*.md', 'lib/**/*.d.ts', 'lib/**/*.js', 'lib/**/*.json', 'plugin/**', 'schema/*.json', 'templates/**'] });

// The wheel starts the program by its path: the mode in the tarball is the one on disk.
const BIN = 'lib/cli/main.js';
project.addBins({ 'cdk8s-openstack': BIN, 'kubectl-cdk8s_openstack': BIN }); // the second makes it `kubectl cdk8s-openstack`
// The compiled library loads what a program uses, and its command is one file.
project.compileTask.exec('tsx --tsconfig examples/tsconfig.json tools/package/lazy.ts');
project.addTask('prepack', {
  description: 'Compile into an empty lib/, before npm packs or publishes it',
  steps: [{ exec: 'node -e "fs.rmSync(\'lib\', { recursive: true, force: true })"' }, { spawn: project.compileTask.name }],
});

// The lock file of a newer unrs-resolver (used by jest and by the linter) lists platform packages that `npm ci` cannot find.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

project.eslint?.addRules({
  'import/no-restricted-paths': ['error', {
    zones: [
      ...Object.entries(LAYERS).map(([layer, allowed]) => ({
        target: `./src/${layer}`,
        from: './src',
        except: [layer, ...allowed].map((l) => `./${l}`),
        message: `src/${layer} may import only ${[layer, ...allowed].join(', ')} of this library`,
      })),
      { target: './tools', from: './test', message: 'tools read what stands in test/evidence by its path, and import nothing from test/' },
      { target: './test', from: './tools', message: 'tests import nothing from tools/: a tool may run a test instead' },
      { target: './src', from: ['./tools', './test', './examples'], message: 'the library stands alone' },
    ],
  }],
});

// The examples import the library by its name, as users do; TypeScript and tsx find it by a path mapping.
project.eslint?.addOverride({ files: ['examples/**/*.ts', 'tools/package/plus.ts'], rules: { 'import/no-unresolved': ['error', { ignore: ['^cdk8s-openstack$'] }] } });

// `cdk8s synth` deletes its output folder before it runs: never point it at dist/ itself.
new YamlFile(project, 'cdk8s.yaml', {
  obj: { language: 'typescript', app: 'tsc --noEmit --incremental --tsBuildInfoFile node_modules/.cache/examples.tsbuildinfo -p examples/tsconfig.json && tsx --tsconfig examples/tsconfig.json examples/synth.ts', output: 'dist/k8s' },
});
for (const [folder, include] of Object.entries({ examples: ['**/*.ts'], tools: ['**/*.ts', '../examples/**/*.ts', '../test/**/*.ts'] })) {
  new JsonFile(project, `${folder}/tsconfig.json`, {
    marker: false,
    obj: {
      extends: '../tsconfig.json',
      compilerOptions: { noEmit: true, rootDir: '..', paths: { 'cdk8s-openstack': ['../src'] } },
      include,
    },
  });
}
const tool = (name: string) => `tsx --tsconfig examples/tsconfig.json tools/${name}.ts`;
project.addTask('synth', { description: 'Render every example to dist/k8s/<example>', exec: tool('synth/synth') });
// npx finds the command of the package in the folders of its users, not here.
project.package.setScript('cdk8s-openstack', 'tsx src/cli/main.ts');
project.addTask('mutate', { description: 'Change release data and validation rules, one thing at a time: a test must fail', exec: tool('mutate/mutate'), receiveArgs: true });
project.addTask('bench:analysis', { description: 'Measure the storage plan against parsing the same manifests', exec: tool('bench/analysis') });
project.addTask('bench:synthesis', { description: 'Measure typed clusters against plain cdk8s with the same objects', exec: tool('bench/synthesis') });
project.addTask('bench:startup', { description: 'Measure the start-up of the library and of the command against Node itself', exec: tool('bench/startup') });
project.addTask('bench:fleet', { description: 'Measure many clusters in FleetApp against cdk8s and against writing the same objects', exec: tool('bench/fleet'), receiveArgs: true });
project.addTask('bench', { description: 'Every benchmark, and docs/benchmarks.md; --quick has fewer runs and writes nothing', exec: tool('bench/main'), receiveArgs: true });
project.addTask('check:page', { description: 'Use the pictures of storage plans in Chromium, and take screenshots', exec: tool('page/check'), receiveArgs: true });
project.addTask('check:render', { description: 'Render cluster files with random mistakes: check:render SEED COUNT', exec: tool('render/mutations'), receiveArgs: true });
project.addTask('check:security', { description: 'Compare what a security scanner says with its explanations: check:security TOOL PROGRAM FOLDER', exec: tool('security/scan'), receiveArgs: true });
project.addTask('release:import', { description: 'Write the release data of a minor from a folder or git repository with upstream\'s manifests', exec: tool('release/import/main'), receiveArgs: true });
project.addTask('currency', { description: 'Say what a clone or folder of cloud-provider-openstack has that the library lacks', exec: tool('release/currency'), receiveArgs: true });
project.addTask('release:rehearse', { description: 'Import a made-up minor into a copy of the repository and run tests there', exec: tool('release/import/rehearse'), receiveArgs: true });
project.addTask('verify:database', { description: 'Run the replicated database on local PostgreSQL processes', exec: tool('conformance/database') });
project.addTask('verify:fleet', { description: 'Kill renders of a fleet at random moments: no file is broken, and the next run cleans up', exec: tool('fleet/kill'), receiveArgs: true });
project.addTask('check:docs', { description: 'Try what the pages tell their readers: programs, commands, output, links', exec: tool('docs/check') });
project.addTask('docs', {
  description: 'Write the generated pages of docs/',
  steps: [{ spawn: project.compileTask.name }, { exec: tool('docs/write'), receiveArgs: true }],
});
// The generator has packages of its own, which nobody needs who works on the library.
project.addTask('docs:site', {
  description: 'Build the documentation site in site/dist; SITE_BASE is its path on the server',
  steps: [{ exec: 'npm ci --prefix site --no-audit --no-fund' }, { exec: tool('site/build') }],
});
project.addTask('verify:demo', {
  description: 'Build the documentation site and use it in Chromium; --measure makes the longest freeze of the demo a bar',
  steps: [{ spawn: 'docs:site' }, { exec: tool('site/verify'), receiveArgs: true }],
});
const shapes = project.addTask('shapes', {
  description: 'Write down which props the public types have, for the checks at run time', exec: tool('shapes/write'), receiveArgs: true,
});
project.preCompileTask.spawn(shapes);
for (const path of ['/src/core/data/shapes.json', '/src/gitops/render/data/catalogue.json', '/schema/*.json']) project.gitattributes.addAttributes(path, 'linguist-generated');
const apiPages = project.addTask('docs:api', { description: 'Write docs/api/ from the compiled library', exec: tool('docs/write-api') });
project.postCompileTask.spawn(apiPages);
project.gitattributes.addAttributes('/docs/api/*.md', 'linguist-generated');
project.addTask('conformance', {
  description: 'Compare with the real gcfg parser, OpenStack client and kubeadm, a real kube-apiserver and real binders (needs Go)',
  steps: ['gcfg', 'auth', 'kubeadm', 'apiserver', 'workloads', 'validation', 'updates', 'yaml', 'writer', 'manila', 'binding', 'live-plan'].map((what) => ({ exec: tool(`conformance/${what}`) })),
});
project.addTask('kubernetes:import', {
  description: 'Derive the tables of src/kubernetes/data from the Go modules of a Kubernetes minor: MINOR | --check (needs Go)', exec: tool('kubernetes/import'), receiveArgs: true,
});
project.addTask('conformance:adoption', {
  description: 'Take over what Helm and kubectl installed, and upgrade it, in a real control plane (needs Linux, root and Go)',
  exec: tool('conformance/adoption/main'),
  receiveArgs: true,
});
project.addTask('conformance:local', {
  description: 'Let the rendered local provisioners work on folders of this machine (needs Linux, root and Go)', exec: tool('conformance/local/main'), receiveArgs: true,
});
project.addTask('conformance:openstack', {
  description: 'Let what the library renders drive a real OpenStack (needs Linux, root, Go and apt-get)', exec: tool('conformance/openstack/main'), receiveArgs: true,
});
project.addTask('api-diff', { description: 'Compare the public API with that of the last release', exec: tool('release/api-diff') });
project.addTask('changelog:draft', { description: 'Print the commits since the last release as a draft for CHANGELOG.md', exec: tool('release/changelog-draft') });
project.addTask('conformance:argocd', {
  description: 'Run the plugin in the real argocd-cmp-server, and its health checks in Argo CD (needs Go)', exec: tool('conformance/argocd/main'), receiveArgs: true,
});
project.addTask('coverage', { description: 'Run the tests and fail below 95 % of lines or branches', exec: 'jest --ci --coverage --testPathIgnorePatterns=/node_modules/ --testPathIgnorePatterns=test/api.test.ts --testPathIgnorePatterns=test/package.test.ts' });

// Types are checked once, beside the tests, whose types are only stripped; src/ is part of the one configuration that includes everything.
project.deps.removeDependency('ts-jest');
project.jest!.config.transform = { '^.+\\.ts$': '<rootDir>/test/support/transform.js' };
project.testTask.reset(tool('test/test'), { receiveArgs: true });
project.testTask.env('TZ', 'UTC');
project.addTask('test:thorough', {
  description: 'The suites of which npm test draws a part, in full', env: { TZ: 'UTC', THOROUGH: 'true' }, exec: 'jest --ci --findRelatedTests test/support/thorough.ts',
});
project.addTask('check:package', {
  description: 'Compile the library, and check its public API and what npm packs',
  env: { TZ: 'UTC' },
  steps: [{ spawn: project.compileTask.name }, { exec: 'jest --ci test/api.test.ts test/package.test.ts' }],
});
// jsii 6 runs on Node 20 but prints a banner about its end of life; the value names the major to be silent about.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

addWorkflows(project);

project.synth();
