/** Has the browser save a file that is made here. */
export function download(name: string, text: string, type = 'application/x-pem-file') {
  const href = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement('a'), { href, download: name }).click();
  URL.revokeObjectURL(href);
}
