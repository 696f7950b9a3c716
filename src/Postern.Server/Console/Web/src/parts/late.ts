import { type ComponentType, lazy } from 'react';
import { Unloaded } from './Later';

type Late = typeof import('../late');

/** A page of those that come later; to be shown within Later. */
export const late = <K extends keyof Late>(name: K) => lazy(() => import('../late').then(
  (pages) => ({ default: pages[name] as ComponentType<Parameters<Late[K]>[0]> }),
  () => ({ default: Unloaded as ComponentType<Parameters<Late[K]>[0]> }),
));
