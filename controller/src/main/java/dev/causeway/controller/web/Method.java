package dev.causeway.controller.web;

/// The methods that the API uses.
public enum Method {
    HEAD,
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
}
