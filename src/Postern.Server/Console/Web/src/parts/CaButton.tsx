import { useState } from 'react';
import Button from '@cloudscape-design/components/button';
import { type ApiError, call, projectPath } from '../api/client';
import { download } from './download';
import { Problem } from './Problem';

/** The certificate that the project's services prove who they are with, as a file. */
export function CaButton({ project }: { project: string }) {
  const [error, setError] = useState<ApiError>();
  const save = () => call<{ certificate: string }>('GET', `${projectPath(project)}/kms/ca`).then(({ certificate }) => { download('ca.pem', certificate); setError(undefined); }, setError);
  return (
    <>
      <Button iconName="download" onClick={() => void save()}>Download CA certificate</Button>
      <Problem error={error} />
    </>
  );
}
