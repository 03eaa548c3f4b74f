/** An account of the web services: the user as `cloudID/username`, and its API access key. The key is a secret. */
export interface Account {
  readonly user: string;
  readonly key: string;
}
