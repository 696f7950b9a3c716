import { type ReactNode, Suspense } from 'react';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';

/** Around a part of the console that the browser asks for when somebody first opens it. */
export const Later = ({ children }: { children: ReactNode }) => <Suspense fallback={<StatusIndicator type="loading">Loading</StatusIndicator>}>{children}</Suspense>;

/**
 * In place of such a part that did not come. A server that was upgraded meanwhile has that of another version, and none of this one, so only loading everything
 * again helps; drafts outlive that.
 */
export const Unloaded = () => (
  <Alert type="warning" header="This part of the console could not be loaded" action={<Button onClick={() => location.reload()}>Reload the page</Button>}>
    The server cannot be reached, or it has been upgraded since you opened the console. What you typed on other pages is still there after a reload.
  </Alert>
);
