import { Entry, Rejection } from '../model';

export function rejections(_entry: Omit<Entry, 'rejections'>, _kubernetesVersion: string): Rejection[] {
  return [];
}
