// Java's HttpClient with nothing but JAVA_TOOL_OPTIONS: trust and client certificate come from the key stores it names.

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Random {
    public static void main(String[] arguments) throws Exception {
        String uri = System.getenv("KMS_RESTAPI_ENDPOINT") + "/api/" + System.getenv("KMS_RESTAPI_OKMSID") + "/v1/random?length=16";
        HttpResponse<String> response = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
        System.exit(response.statusCode() == 200 ? 0 : 1);
    }
}
