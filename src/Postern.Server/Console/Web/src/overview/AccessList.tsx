import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Component, Service } from '../api/types';
import { Access } from './Access';
import { signIn } from './connect';

/** How to reach components, one after another; credentials stand at the first of each on a host. */
export const AccessList = ({ service, components }: { service: Service; components: Component[] }) => (
  <SpaceBetween size="xl">
    {components.map((component, index) => {
      const before = components[index - 1];
      return (
        <Access key={`${component.component} ${component.host} ${component.port}`} service={service} component={component}
          isFirst={before?.component !== component.component || before.host !== component.host || signIn(before) !== signIn(component)} />
      );
    })}
  </SpaceBetween>
);
