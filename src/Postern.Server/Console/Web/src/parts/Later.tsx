import { Component, type ReactNode, Suspense } from 'react';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';

/**
 * A part of the console that the browser asks for when somebody first opens it. A server that was upgraded meanwhile has that of another version, and none of this one,
 * so that only loading everything again helps; drafts outlive that.
 */
export class Later extends Component<{ children: ReactNode }, { failed: boolean }> {
  state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  render() {
    if (!this.state.failed) return <Suspense fallback={<StatusIndicator type="loading">Loading</StatusIndicator>}>{this.props.children}</Suspense>;
    return (
      <Alert type="warning" header="This part of the console could not be loaded" action={<Button onClick={() => location.reload()}>Reload the page</Button>}>
        The server cannot be reached, or it has been upgraded since you opened the console. What you typed on other pages is still there after a reload.
      </Alert>
    );
  }
}
