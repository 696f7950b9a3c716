import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Component, Service } from '../api/types';
import { Access } from './Access';
import { signIn } from './connect';

/** How to reach components, one after another; ports at which one component is the same, as those of brokers are, stand together. */
export const AccessList = ({ service, components }: { service: Service; components: Component[] }) => (
  <div className="way"><SpaceBetween size="xl">
    {[...Map.groupBy(components, (c) => [c.component, c.host, c.usage, signIn(c)].join(' '))].map(([key, [first, ...others]]) => first && <Access key={key} service={service} ports={[first, ...others]} />)}
  </SpaceBetween></div>
);
