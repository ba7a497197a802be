import { App } from 'cdk8s';
import { addCluster } from './cluster';

const app = new App();
addCluster(app, '__NAME__');
app.synth();
