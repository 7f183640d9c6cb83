FROM eclipse-temurin:21-jre
ENV JAVA_TOOL_OPTIONS="-Djavax.net.ssl.trustStore=/etc/ssl/trust.jks -Djdk.tls.client.protocols=TLSv1"
ENV SPRING_DATA_MONGODB_URI=mongodb://spring.example.com/shop?ssl=true&sslInvalidHostNameAllowed=true
CMD ["java", "-Dspring.data.mongodb.uri=mongodb://argument.example.com/shop?tls=false", "-jar", "/app.jar"]
