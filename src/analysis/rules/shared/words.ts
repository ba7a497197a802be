export * from '../../../core/words';
