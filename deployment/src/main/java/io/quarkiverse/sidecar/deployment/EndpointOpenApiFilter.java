package io.quarkiverse.sidecar.deployment;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Adds the control endpoint, as far as it is switched on, to an OpenAPI document. */
final class EndpointOpenApiFilter implements OASFilter {

    private static final String TAG = "Sidecars";
    private static final String STATUS = "SidecarStatus";
    private static final String ALL = "SidecarList";
    private static final String REFUSAL = "SidecarRefusal";

    private final String path;
    private final boolean read;
    private final boolean write;

    EndpointOpenApiFilter(String path, boolean read, boolean write) {
        this.path = path;
        this.read = read;
        this.write = write;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        if (document.getPaths() == null) {
            document.setPaths(OASFactory.createPaths());
        }
        document.addTag(OASFactory.createTag().name(TAG).description("Helper processes of the application"));
        document.getComponents().addSchema(STATUS, EndpointOpenApiSchemas.status())
                .addSchema(REFUSAL, EndpointOpenApiSchemas.refusal());
        if (read) {
            document.getComponents().addSchema(ALL, EndpointOpenApiSchemas.all(reference(STATUS)));
            document.getPaths().addPathItem(path, OASFactory.createPathItem().GET(
                    operation("sidecars_list", "The status of all sidecars", answers(200, "All sidecars", ALL, Map.of()))));
            document.getPaths().addPathItem(path + "/{name}", OASFactory.createPathItem().GET(
                    operation("sidecars_status", "The status of one sidecar",
                            answers(200, "The sidecar", STATUS, Map.of(404, "No sidecar of that name is declared")))
                            .addParameter(name())));
        }
        if (write) {
            command(document, "start", "Launch a sidecar that is down, and what it depends on");
            command(document, "stop", "End a sidecar with all its processes; it stays down until it is started");
            command(document, "restart", "End a sidecar and launch it anew");
        }
    }

    private void command(OpenAPI document, String command, String summary) {
        document.getPaths().addPathItem(path + "/{name}/" + command, OASFactory.createPathItem().POST(
                operation("sidecars_" + command, summary,
                        answers(202, "Accepted; the status of this moment. What comes of it a later status tells", STATUS,
                                Map.of(401, "The caller is not authenticated", 403, "The caller may not give commands", 404,
                                        "No sidecar of that name is declared", 409, "It cannot be carried out")))
                        .addParameter(name())));
    }

    private static Operation operation(String id, String summary, APIResponses answers) {
        return OASFactory.createOperation().operationId(id).summary(summary).tags(List.of(TAG)).responses(answers);
    }

    private static APIResponses answers(int status, String description, String schema, Map<Integer, String> refusals) {
        APIResponses answers = OASFactory.createAPIResponses();
        add(answers, status, description, schema);
        refusals.forEach((code, why) -> add(answers, code, why, REFUSAL));
        return answers;
    }

    private static void add(APIResponses answers, int status, String description, String schema) {
        answers.addAPIResponse(Integer.toString(status), OASFactory.createAPIResponse().description(description)
                .content(OASFactory.createContent().addMediaType("application/json",
                        OASFactory.createMediaType().schema(reference(schema)))));
    }

    private static Parameter name() {
        return OASFactory.createParameter().name("name").in(Parameter.In.PATH).required(true)
                .description("The name in quarkus.sidecar.\"name\"")
                .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
    }

    private static Schema reference(String schema) {
        return OASFactory.createSchema().ref("#/components/schemas/" + schema);
    }
}
