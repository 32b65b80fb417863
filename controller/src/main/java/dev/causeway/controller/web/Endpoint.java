package dev.causeway.controller.web;

/// One operation of the API.
@FunctionalInterface
public interface Endpoint {

    /// Answers one call. A [dev.causeway.model.ServiceException] becomes the answer that [Problem] has for its kind.
    Reply handle(Call call);
}
