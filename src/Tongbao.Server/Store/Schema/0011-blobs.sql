-- 附件: photos and files, sealed, in chunks of bounded size (Blob.cs); how many an app has; expires_at is null while a row names a blob.
CREATE TABLE blobs (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    expires_at BIGINT,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX blobs_expires_at ON blobs (app, expires_at) WHERE expires_at IS NOT NULL;

-- A row is many pages long: clustered, the pages between would be read on the way to each.
CREATE TABLE blob_chunks (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
);

CREATE TABLE blob_sums (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
