// The submodule `volumes`; the other files of this folder are in the root.
export * from '../classes/volume-attributes-class';
export * from './static-binding';
