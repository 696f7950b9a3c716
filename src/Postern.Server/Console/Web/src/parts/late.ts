import { type ComponentType, lazy } from 'react';

type Late = typeof import('../late');

/** A page of those that come later; to be shown within Later. */
export const late = <K extends keyof Late>(name: K) => lazy(async () => ({ default: (await import('../late'))[name] as ComponentType<Parameters<Late[K]>[0]> }));
