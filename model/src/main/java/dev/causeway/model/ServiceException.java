package dev.causeway.model;

/// A failure that has a meaning for the caller of an operation. The kinds are closed: each has one answer over HTTP.
public abstract sealed class ServiceException extends RuntimeException
        permits InvalidInput, Unauthenticated, Forbidden, NotFound, NotReady, Unsupported, Busy, Unavailable, Coded {

    protected ServiceException(String message) {
        super(message);
    }
}
